import Foundation

/// The project's own files, seen from a test.
enum Project {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static func text(_ path: String) throws -> String { try String(contentsOf: root.appending(path: path), encoding: .utf8) }

    /// Paths of the files below a folder, relative to the project's root, sorted.
    static func files(below folder: String, ending: String) throws -> [String] {
        let names = try FileManager.default.subpathsOfDirectory(atPath: root.appending(path: folder).path)
        return names.filter { $0.hasSuffix(ending) }.map { folder + "/" + $0 }.sorted()
    }

    /// The lines of a Swift file without what stands behind `//`; numbers count from 1.
    static func codeLines(_ path: String) throws -> [(number: Int, text: String)] {
        try text(path).split(separator: "\n", omittingEmptySubsequences: false).enumerated().map { index, line in
            (index + 1, line.firstRange(of: "//").map { String(line[..<$0.lowerBound]) } ?? String(line))
        }
    }

    /// The targets of the manifest with their own dependencies, as the manifest writes them.
    static func targets() throws -> [String: Set<String>] {
        let manifest = try text("Package.swift")
        let constants = [
            "subprocess": "Subprocess", "yams": "Yams", "grdb": "GRDB", "argumentParser": "ArgumentParser",
        ]
        let declaration = /\.(?:target|executableTarget|testTarget|systemLibrary)\(\s*name: "([^"]+)"((?:[^()]|\([^()]*\))*)\)/
        var found: [String: Set<String>] = [:]
        for match in manifest.matches(of: declaration) {
            let list = match.2.firstMatch(of: /dependencies: \[([^\]]*)\]/)?.1 ?? ""
            let names = list.split(separator: ",").map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
                .filter { !$0.isEmpty }
            found[String(match.1)] = Set(
                names.map { $0.hasPrefix("\"") ? String($0.dropFirst().dropLast()) : constants[$0] ?? "?" + $0 })
        }
        return found
    }
}
