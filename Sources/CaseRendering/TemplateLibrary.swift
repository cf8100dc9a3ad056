/// The templates inside the program, as they stand in `Templates/`. Names are flat.
package enum TemplateLibrary {
    /// The published schema of `case.json`.
    package static let schema = PackageResources.case_schema_json

    /// Name and bytes, sorted by name.
    package static let all: [(name: String, bytes: [UInt8])] = [
        ("case.schema.json", PackageResources.case_schema_json),
        ("lang/de.json", PackageResources.de_json),
        ("lang/en.json", PackageResources.en_json),
        ("lang/zh-Hans.json", PackageResources.zh_Hans_json),
    ]
}
