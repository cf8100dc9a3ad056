package import CaseModel

/// The language tables inside the program.
package enum LanguageTables {
    package static func bytes(_ language: Language) -> [UInt8] {
        switch language {
        case .en: PackageResources.en_json
        case .zhHans: PackageResources.zh_Hans_json
        case .de: PackageResources.de_json
        }
    }
}
