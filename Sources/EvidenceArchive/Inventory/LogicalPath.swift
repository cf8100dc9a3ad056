import ByteIO

/// The form in which names stand in an inventory, which is JSON and so can hold only UTF-8: the name as it is, except
/// that a byte that is not UTF-8 is written `%XX` (`80` to `FF`), and a `%` that `25` or such digits follow already is
/// written `%25`. The original bytes can always be had back, and nothing else: no escape stands for a dot or a slash.
enum LogicalPath {
    /// UTF-8 bytes for the inventory.
    static func encoded(_ path: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(path.count)
        var rest = path[...]
        while let first = rest.first {
            if escape(rest) != nil {
                text += Array("%25".utf8)
                rest = rest.dropFirst()
                continue
            }
            let width = first < 0x80 ? 1 : scalarWidth(rest)
            if width == 0 {
                text += Array("%\(hexadecimal([first]).uppercased())".utf8)
                rest = rest.dropFirst()
            } else {
                text += rest.prefix(width)
                rest = rest.dropFirst(width)
            }
        }
        return text
    }

    /// The original bytes.
    static func decoded(_ text: [UInt8]) -> [UInt8] {
        guard text.contains(UInt8(ascii: "%")) else { return text }
        var path: [UInt8] = []
        var rest = text[...]
        while let first = rest.first {
            if let byte = escape(rest) {
                path.append(byte)
                rest = rest.dropFirst(3)
            } else {
                path.append(first)
                rest = rest.dropFirst()
            }
        }
        return path
    }

    /// The byte that an escape at the beginning stands for; nil when there is none.
    private static func escape(_ rest: ArraySlice<UInt8>) -> UInt8? {
        guard rest.first == UInt8(ascii: "%"), rest.count >= 3 else { return nil }
        let digits = rest.dropFirst().prefix(2)
        guard digits.allSatisfy({ (0x30...0x39).contains($0) || (0x41...0x46).contains($0) }),
            let byte = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
        else { return nil }
        return byte >= 0x80 || byte == UInt8(ascii: "%") ? byte : nil
    }

    /// Bytes of the character that begins here; 0 when none does.
    private static func scalarWidth(_ rest: ArraySlice<UInt8>) -> Int {
        var decoder = UTF8()
        var iterator = rest.prefix(4).makeIterator()
        if case .scalarValue(let scalar) = decoder.decode(&iterator) { return UTF8.width(scalar) }
        return 0
    }

    /// The components of a path; empty ones too.
    static func components(_ path: [UInt8]) -> [[UInt8]] {
        path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map(Array.init)
    }

    /// The first path that stands there twice or is also a folder above another, among paths sorted or not; nil for none.
    static func conflict(_ paths: [[UInt8]]) -> [UInt8]? {
        let files = Set(paths)
        if files.count < paths.count {
            var met: Set<[UInt8]> = []
            return paths.first { !met.insert($0).inserted }
        }
        for path in paths {
            for (index, byte) in path.enumerated() where byte == UInt8(ascii: "/") {
                let folder = Array(path[..<index])
                if files.contains(folder) { return folder }
            }
        }
        return nil
    }
}
