/// The files documents are made from: Typst sources, language tables, the schema, the worker. Embedded in the program;
/// a folder with files of the same names can take their place.
package struct Templates: Sendable {
    package private(set) var files: [String: [UInt8]]

    package init(files: [String: [UInt8]]) { self.files = files }

    /// What is built into the program, by the name in `Templates/`.
    package static let embedded = Templates(files: [
        "report.typ": PackageResources.report_typ,
        "bundle.typ": PackageResources.bundle_typ,
        "style.typ": PackageResources.style_typ,
        "lang/en.json": PackageResources.en_json,
        "lang/de.json": PackageResources.de_json,
        "lang/zh-Hans.json": PackageResources.zh_Hans_json,
        "case.schema.json": PackageResources.case_schema_json,
        "typst-worker.py": PackageResources.typst_worker_py,
    ])

    /// In the order of their names.
    package var names: [String] { files.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) } }

    /// The bytes of a file; throws when it is not there.
    package func file(_ name: String) throws(RenderingError) -> [UInt8] {
        guard let bytes = files[name] else { throw .missingTemplate(name) }
        return bytes
    }

    /// The same with some files replaced or added.
    package func replacing(_ others: [String: [UInt8]]) -> Templates {
        Templates(files: files.merging(others) { $1 })
    }
}
