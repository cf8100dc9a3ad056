import CaseModel

/// What Typst cannot set: the bundle opens on its first page at 100 %, shows its title, and is linearised and packed.
/// Same input, same bytes.
struct BundleFinishing: Sendable {
    let tools: PageTools

    /// Reads `folder/raw`, writes `folder/finished`.
    func finish(_ raw: String, as finished: String, in folder: String) async throws {
        let patch = try Self.patch(FileSystem.bytes(folder + "/" + raw))
        let patchPath = folder + "/" + raw + ".json"
        try FileSystem.write(patch, to: patchPath)
        var child = tools.child
        child.allocator = Child.fastAllocator
        let outcome = try await child.run(
            tools.required(tools.qpdf, "qpdf"),
            [
                "--update-from-json=" + patchPath, "--linearize", "--object-streams=generate", "--deterministic-id",
                folder + "/" + raw, folder + "/" + finished,
            ])
        guard outcome.status == 0 else { throw RenderingError.badDocument(outcome.complaint.replacing(folder + "/", with: "")) }
    }

    /// The catalogue as it is, with the two entries, in qpdf's JSON (version 2).
    static func patch(_ bytes: [UInt8]) throws -> [UInt8] {
        let file = try PDFSyntax(bytes)
        let trailer = try file.trailer()
        guard let root = trailer["/Root"]?.reference, let size = trailer["/Size"]?.number,
            case .dictionary(let members) = try file.object(root),
            let tree = members.first(where: { $0.key == "/Pages" })?.value.reference
        else { throw RenderingError.badDocument("no catalogue") }
        let page = try firstPage(file, tree)
        var writer = JSONWriter()
        writer.object {
            $0.member(
                "qpdf",
                array: {
                    $0.object {
                        $0.member("jsonversion", 2)
                        $0.member("pdfversion", "1.7")
                        $0.member("pushedinheritedpageresources", false)
                        $0.member("calledgetallpages", false)
                        $0.member("maxobjectid", size - 1)
                    }
                    $0.object {
                        $0.member(
                            "obj:\(root) 0 R",
                            object: {
                                $0.member("value", object: { catalogue(members, page, &$0) })
                            })
                    }
                })
        }
        return writer.take()
    }

    private static func firstPage(_ file: PDFSyntax, _ tree: Int) throws(RenderingError) -> Int {
        var number = tree
        for _ in 0..<32 {
            let node = try file.object(number)
            guard let kids = node["/Kids"] else { return number }
            guard let first = kids.elements.first?.reference else { break }
            number = first
        }
        throw .badDocument("no first page")
    }

    private static func catalogue(
        _ members: [(key: String, value: PDFSyntax.Value, span: Range<Int>)], _ page: Int, _ writer: inout JSONWriter
    ) {
        for member in members where member.key != "/OpenAction" && member.key != "/ViewerPreferences" {
            writer.key(member.key)
            write(member.value, &writer)
        }
        writer.member(
            "/OpenAction",
            array: {
                $0.value("\(page) 0 R")
                $0.value("/XYZ")
                $0.null()
                $0.null()
                $0.value(1)
            })
        writer.member(
            "/ViewerPreferences",
            object: {
                $0.member("/Direction", "/L2R")
                $0.member("/DisplayDocTitle", true)
            })
    }

    private static func write(_ value: PDFSyntax.Value, _ writer: inout JSONWriter) {
        switch value {
        case .reference(let number): writer.value("\(number) 0 R")
        case .string(let bytes): writer.value("b:" + hexadecimal(bytes))
        case .array(let values): writer.array { for value in values { write(value, &$0) } }
        case .dictionary(let members):
            writer.object {
                for member in members {
                    $0.key(member.key)
                    write(member.value, &$0)
                }
            }
        case .token("true"): writer.value(true)
        case .token("false"): writer.value(false)
        case .token("null"): writer.null()
        case .token(let text):
            if let number = Int(text) { writer.value(number) } else { writer.value(text) }
        }
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
