import ByteIO

/// Gives stored files the names they were added under, made safe for any file system: letters of every script stay;
/// control characters, bytes that are not UTF-8 and `\ : * ? " < > |` become `_`; names that Windows reserves get one
/// at the end, long ones are cut. What would then be the same file on some system goes into a folder `_2`, `_3`, …
struct ContentPaths {
    private static let longestComponent = 120
    private static let longestPath = 900

    private var files: Set<String> = []
    private var folders: Set<String> = []

    /// A path below the content folder that no file before got. Calls must come in one order for the same result.
    mutating func path(for name: [UInt8]) -> [UInt8] {
        var safe = LogicalPath.components(name).map(Self.safe)
        if safe.map({ $0.count + 1 }).reduce(0, +) > Self.longestPath, let last = safe.last {
            safe = [Array("_long".utf8), Array(Digester.digest(of: name, .sha256).prefix(16).utf8), last]
        }
        var number = 1
        while true {
            let components = number == 1 ? safe : [Array("_\(number)".utf8)] + safe
            if take(components) { return Array(components.joined(separator: [UInt8(ascii: "/")])) }
            number += 1
        }
    }

    private mutating func take(_ components: [[UInt8]]) -> Bool {
        let keys = components.indices.map { index in
            ArchiveNames.collisionKey(of: Array(components[...index].joined(separator: [UInt8(ascii: "/")])))
        }
        guard let file = keys.last, !files.contains(file), !folders.contains(file) else { return false }
        if keys.dropLast().contains(where: files.contains) { return false }
        files.insert(file)
        folders.formUnion(keys.dropLast())
        return true
    }

    private static func safe(_ component: [UInt8]) -> [UInt8] {
        var text = ""
        var decoder = UTF8()
        var rest = component[...]
        while !rest.isEmpty {
            var iterator = rest.makeIterator()
            decoder = UTF8()
            if case .scalarValue(let scalar) = decoder.decode(&iterator) {
                text.unicodeScalars.append(isPlain(scalar) ? scalar : "_")
                rest = rest.dropFirst(UTF8.width(scalar))
            } else {
                text.append("_")
                rest = rest.dropFirst()
            }
        }
        if text.hasPrefix("~") { text = "_" + text.dropFirst() }
        text = shortened(text)
        while text.utf8.last == UInt8(ascii: ".") || text.utf8.last == UInt8(ascii: " ") { text.removeLast() }
        if text.isEmpty { text = "_" }
        if ArchiveNames.problems(of: Array(text.utf8)).contains(.reserved) { text += "_" }
        return Array(text.utf8)
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        if "\\:*?\"<>|".unicodeScalars.contains(scalar) { return false }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: return false
        default: return true
        }
    }

    /// Cut in the middle, so that the beginning and the ending stay.
    private static func shortened(_ text: String) -> String {
        guard text.utf8.count > longestComponent else { return text }
        var start = text[...]
        while start.utf8.count > longestComponent - 40 { start.removeLast() }
        var end = text[...]
        while end.utf8.count > 30 { end.removeFirst() }
        return start + "…" + end
    }
}
