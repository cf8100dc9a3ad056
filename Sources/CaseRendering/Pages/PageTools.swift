/// The programs that prepare and finish pages; nil for one that is not installed.
struct PageTools: Sendable {
    let qpdf: String?
    let djpeg: String?
    let cjpeg: String?
    let jpegtran: String?
    let pdftocairo: String?
    let child = Child()

    init(_ search: ToolSearch) {
        qpdf = search.program("qpdf")
        djpeg = search.program("djpeg")
        cjpeg = search.program("cjpeg")
        jpegtran = search.program("jpegtran")
        pdftocairo = search.program("pdftocairo")
    }

    /// The program's path, or the error that says what is missing.
    func required(_ path: String?, _ name: String) throws -> String {
        guard let path else { throw RenderingError.missingProgram(name) }
        return path
    }
}
