/// What is wrong with a name in an archive (standards/security.md Z1 and Z8).
package enum NameProblem: String, Hashable, Sendable, CaseIterable {
    case empty = "empty name"
    case absolute = "absolute path"
    case drive = "drive letter"
    case backslash = "backslash in name"
    case nul = "NUL byte in name"
    case home = "name begins with ~"
    case emptyComponent = "empty path component"
    case dotComponent = "path component \".\""
    case parent = "path component \"..\""
    case control = "control character in name"
    case reserved = "name reserved by Windows"
    case colon = "colon in name"
    case trailingDotOrSpace = "path component ends with a dot or a space"
    case longComponent = "path component longer than 255 bytes"
    case longPath = "path longer than 4096 bytes"
    case notUTF8 = "name is not valid UTF-8 although marked so"

    /// True for names that could lead out of a folder (Z1): never used as a path, refused at intake. The others are
    /// only awkward on some systems (Z8): renamed on output.
    package var isUnsafe: Bool {
        switch self {
        case .empty, .absolute, .drive, .backslash, .nul, .home, .emptyComponent, .dotComponent, .parent: return true
        default: return false
        }
    }
}

/// Rules for names inside archives and dossiers.
package enum ArchiveNames {
    /// All problems of a member's name, `/` being the separator; a single `/` at the end (a folder) is none.
    /// Bytes that are not UTF-8 are read as a double-byte set would, in which a trail byte may look like `\`.
    package static func problems(of name: [UInt8]) -> Set<NameProblem> {
        var found: Set<NameProblem> = []
        if name.isEmpty { return [.empty] }
        if name.contains(0) { found.insert(.nul) }
        if name.contains(where: { $0 < 0x20 && $0 != 0 || $0 == 0x7F }) { found.insert(.control) }
        if name[0] == UInt8(ascii: "/") { found.insert(.absolute) }
        if name[0] == UInt8(ascii: "~") { found.insert(.home) }
        if name.count >= 2, name[1] == UInt8(ascii: ":"), isLetter(name[0]) { found.insert(.drive) }
        if hasBackslash(name) { found.insert(.backslash) }
        if name.count > 4096 { found.insert(.longPath) }
        var components = name.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        if components.count > 1, components.last?.isEmpty == true { components.removeLast() }
        for component in components { found.formUnion(problems(ofComponent: component)) }
        return found
    }

    private static func problems(ofComponent component: ArraySlice<UInt8>) -> Set<NameProblem> {
        if component.isEmpty { return [.emptyComponent] }
        if component.elementsEqual(".".utf8) { return [.dotComponent] }
        if component.elementsEqual("..".utf8) { return [.parent] }
        var found: Set<NameProblem> = []
        if component.count > 255 { found.insert(.longComponent) }
        if component.contains(UInt8(ascii: ":")) { found.insert(.colon) }
        if component.last == UInt8(ascii: ".") || component.last == UInt8(ascii: " ") { found.insert(.trailingDotOrSpace) }
        if isReserved(component) { found.insert(.reserved) }
        return found
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) }

    private static let reservedStems: Set<String> = {
        var stems: Set<String> = ["con", "prn", "aux", "nul", "conin$", "conout$"]
        for number in 0...9 { stems.formUnion(["com\(number)", "lpt\(number)"]) }
        return stems
    }()

    private static func isReserved(_ component: ArraySlice<UInt8>) -> Bool {
        let stem = component.prefix { $0 != UInt8(ascii: ".") }
        guard stem.count <= 8 else { return false }
        let text = String(decoding: stem, as: UTF8.self).lowercased()
        return reservedStems.contains(String(text.reversed().drop { $0 == " " }.reversed()))
    }

    private static func hasBackslash(_ name: [UInt8]) -> Bool {
        guard name.contains(0x5C) else { return false }
        if isValidUTF8(name) { return true }
        var position = 0
        while position < name.count {
            if name[position] == 0x5C { return true }
            position += name[position] >= 0x81 && name[position] < 0xFF ? 2 : 1
        }
        return false
    }

    package static func isValidUTF8(_ name: [UInt8]) -> Bool { String(validating: name, as: UTF8.self) != nil }

    /// Two names with the same key are one file on some system: letter case, Unicode composition, and dots or spaces at
    /// the end of a component are ignored (standards/security.md Z6, F7). Compare keys with `==` of String.
    package static func collisionKey(of name: [UInt8]) -> String {
        let components = name.split(separator: UInt8(ascii: "/")).map { component in
            component[
                ..<(component.lastIndex { $0 != UInt8(ascii: ".") && $0 != UInt8(ascii: " ") }.map { $0 + 1 }
                    ?? component.endIndex)]
        }
        let joined = Array(components.joined(separator: [UInt8(ascii: "/")]))
        // Bytes that are not UTF-8 keep their identity as private-use characters.
        let text =
            String(validating: joined, as: UTF8.self)
            ?? String(String.UnicodeScalarView(joined.map { Unicode.Scalar(0xF_0000 + UInt32($0)) ?? "?" }))
        return text.lowercased().uppercased().lowercased()
    }
}
