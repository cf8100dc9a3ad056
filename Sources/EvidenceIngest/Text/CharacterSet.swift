import Glibc

/// Conversion by the C library. Names are iconv's; no tables of our own, nothing depends on the locale.
package enum CharacterSet {
    /// `bytes` as UTF-8, or nil when they are not valid in that character set, or the set is not known.
    ///
    /// `cut`: the bytes are the beginning of something longer, so that a character cut at their end is left out.
    package static func convert(_ bytes: some Collection<UInt8>, from name: String, cut: Bool = false) -> String? {
        if name == ChineseMail.label { return convert(ChineseMail.raised(bytes), from: "GB18030", cut: cut) }
        guard let handle = open(name) else { return nil }
        defer { iconv_close(handle) }
        var output: [UInt8] = []
        let done = Array(bytes).withUnsafeBytes { run(handle, $0, into: &output, cut: cut) }
        if !done, name.hasPrefix("ISO-2022-JP"), let shifted = JapaneseMail.shifted(bytes) {
            return convert(shifted, from: "CP932", cut: cut)
        }
        return done ? String(validating: output, as: UTF8.self) : nil
    }

    /// As `convert`, with U+FFFD for each byte that is not valid; nil only when the set is not known.
    package static func convertReplacing(
        _ bytes: [UInt8], from name: String
    ) -> (text: String, replacements: Int)? {
        if name == ChineseMail.label { return convertReplacing(ChineseMail.raised(bytes), from: "GB18030") }
        guard let handle = open(name) else { return nil }
        defer { iconv_close(handle) }
        var output: [UInt8] = []
        var replacements = 0
        bytes.withUnsafeBytes { buffer in
            var rest = buffer[...]
            while !rest.isEmpty {
                let used = convertPart(handle, UnsafeRawBufferPointer(rebasing: rest), into: &output)
                rest = rest.dropFirst(used)
                if rest.isEmpty { break }
                output += [0xEF, 0xBF, 0xBD]
                replacements += 1
                rest = rest.dropFirst()
                iconv(handle, nil, nil, nil, nil)
            }
        }
        return (String(decoding: output, as: UTF8.self), replacements)
    }

    /// True when the C library can convert from that set.
    package static func isKnown(_ name: String) -> Bool {
        guard let handle = open(name) else { return false }
        iconv_close(handle)
        return true
    }

    /// The set that texts labelled `label` really use: mail, XML and HTML of this world name subsets of what they
    /// contain (WHATWG Encoding Standard, label table; formats/chats.md §13). Nil for a label that names nothing known.
    package static func effective(label: String) -> String? {
        let label = label.trimmingCharactersOfLabel().lowercased()
        if let known = supersets[label] { return known }
        // iconv reads "//" as the start of its own options, and anything odd is no name of a character set.
        guard !label.isEmpty, label.utf8.count <= 40, label.utf8.allSatisfy(isLabelByte) else { return nil }
        if isKnown(label) { return label.uppercased() }
        // `koi8_r`, `x-iso-8859-2`: programs change signs, and put an X before names that are registered.
        let plain = (label.hasPrefix("x-") ? String(label.dropFirst(2)) : label).replacing("_", with: "-")
        return plain == label ? nil : effective(label: plain)
    }

    private static func isLabelByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F, 0x2E, 0x3A: true
        default: false
        }
    }

    private static let supersets: [String: String] = {
        var map: [String: String] = [:]
        for name in [
            "gb2312", "gbk", "gb_2312-80", "gb_2312", "euc-cn", "cp936", "windows-936", "x-gbk", "gb18030", "chinese",
            "csgb2312", "iso-ir-58", "gb2312-80", "936", "csiso58gb231280",
        ] { map[name] = "GB18030" }
        for name in [
            "ks_c_5601-1987", "ks_c_5601", "ksc5601", "ksc_5601", "ks_c_5601-1989", "euc-kr", "korean", "cp949", "uhc",
            "windows-949", "949", "ks-c-5601-1987", "cseuckr", "csksc56011987", "iso-ir-149",
        ] { map[name] = "CP949" }
        for name in [
            "iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "latin-1", "l1", "us-ascii", "ascii", "ansi_x3.4-1968", "cp1252",
            "windows-1252", "x-ansi", "1252", "cp-1252", "ansi", "iso-8859-1-windows-3.1-latin-1", "8859-1", "usascii",
            "csisolatin1", "iso_8859-1:1987", "cp819", "ibm819", "iso-ir-100", "iso88591",
        ] { map[name] = "windows-1252" }
        for name in ["shift_jis", "shift-jis", "sjis", "x-sjis", "ms_kanji", "windows-31j", "cp932", "932", "ms932", "csshiftjis"] {
            map[name] = "CP932"
        }
        for name in ["big5", "big5-hkscs", "x-x-big5", "cn-big5", "cp950", "big-5", "csbig5", "ms950", "windows-950"] {
            map[name] = "BIG5-HKSCS"
        }
        for name in ["utf-8", "utf8", "unicode-1-1-utf-8", "utf-8n", "utf_8", "65001", "unicode11utf8", "unicode20utf8"] {
            map[name] = "UTF-8"
        }
        for name in ["iso-8859-9", "iso_8859-9", "iso_8859-9:1989", "iso8859-9", "iso88599", "iso-ir-148", "csisolatin5", "latin5", "l5"] {
            map[name] = "windows-1254"
        }
        for name in ["tis-620", "iso-8859-11", "iso8859-11", "iso885911", "windows-874", "cp874", "dos-874"] { map[name] = "CP874" }
        for name in ["utf-16", "utf16", "unicode", "ucs-2", "utf-16le", "csunicode", "iso-10646-ucs-2", "unicodefeff"] {
            map[name] = "UTF-16LE"
        }
        map["unicodefffe"] = "UTF-16BE"
        for name in ["iso-2022-jp", "iso-2022-jp-1", "iso-2022-jp-2", "csiso2022jp", "cp50220", "cp50221", "cp50222"] {
            map[name] = "ISO-2022-JP-2"
        }
        for name in ["x-euc-jp", "cseucpkdfmtjapanese", "cp51932"] { map[name] = "EUC-JP" }
        for name in ["hz-gb-2312", "hz-gb2312", "hz"] { map[name] = ChineseMail.label }
        for name in ["unicode-1-1-utf-7", "csunicode11utf7"] { map[name] = "UTF-7" }
        for name in ["iso-8859-8-e", "iso-8859-8-i", "csiso88598e", "csiso88598i", "visual", "logical"] { map[name] = "ISO-8859-8" }
        for name in ["iso-8859-6-e", "iso-8859-6-i", "csiso88596e", "csiso88596i"] { map[name] = "ISO-8859-6" }
        for name in ["l9", "csisolatin9"] { map[name] = "ISO-8859-15" }
        for name in ["koi", "koi8"] { map[name] = "KOI8-R" }
        map["x-mac-roman"] = "MACINTOSH"
        for name in ["x-mac-cyrillic", "x-mac-ukrainian"] { map[name] = "MAC-UK" }
        for page in ["437", "850", "852", "855", "857", "858", "860", "861", "862", "863", "865", "866"] {
            for prefix in ["", "cp", "cp-", "ibm", "ibm-", "dos-"] { map[prefix + page] = "CP" + page }
        }
        for page in ["1250", "1251", "1252", "1253", "1254", "1255", "1256", "1257", "1258"] {
            for prefix in ["", "cp", "cp-", "windows-", "win-", "win", "x-cp"] { map[prefix + page] = "windows-" + page }
        }
        return map
    }()

    private static func open(_ name: String) -> iconv_t? {
        let handle = iconv_open("UTF-8", name)
        return handle == iconv_t(bitPattern: -1) ? nil : handle
    }

    private static func run(
        _ handle: iconv_t, _ input: UnsafeRawBufferPointer, into output: inout [UInt8], cut: Bool
    ) -> Bool {
        let used = convertPart(handle, input, into: &output)
        if used == input.count { return true }
        // What is left of a cut character is short, and the end is all that is missing.
        return cut && input.count - used < 8 && errno == EINVAL
    }

    /// Converts as far as the bytes are valid; gives how many were used. `errno` says why it stopped.
    private static func convertPart(
        _ handle: iconv_t, _ input: UnsafeRawBufferPointer, into output: inout [UInt8]
    ) -> Int {
        guard let base = input.baseAddress else { return 0 }
        var source = UnsafeMutablePointer(mutating: base.assumingMemoryBound(to: CChar.self)) as UnsafeMutablePointer<CChar>?
        var left = input.count
        let room = min(max(input.count * 2, 256), 1 << 18)
        let buffer = UnsafeMutablePointer<CChar>.allocate(capacity: room)
        defer { buffer.deallocate() }
        while true {
            var target = buffer as UnsafeMutablePointer<CChar>?
            var space = room
            errno = 0
            let result = iconv(handle, &source, &left, &target, &space)
            let reason = errno
            output.append(contentsOf: UnsafeRawBufferPointer(start: buffer, count: room - space))
            if result == Int(bitPattern: UInt.max), reason == E2BIG { continue }
            if result != Int(bitPattern: UInt.max) { flush(handle, into: &output) }
            errno = reason
            return input.count - left
        }
    }

    /// Stateful sets may hold back a character that waits for a combining one.
    private static func flush(_ handle: iconv_t, into output: inout [UInt8]) {
        var room = [CChar](repeating: 0, count: 16)
        room.withUnsafeMutableBufferPointer { buffer in
            var target = buffer.baseAddress
            var space = 16
            _ = iconv(handle, nil, nil, &target, &space)
            output.append(contentsOf: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[..<(16 - space)]))
        }
    }
}

extension String {
    /// Without the quotes and blanks that labels come with.
    fileprivate func trimmingCharactersOfLabel() -> String {
        var view = unicodeScalars[...]
        let strip: (Unicode.Scalar) -> Bool = { $0.value <= 0x20 || $0 == "\"" || $0 == "'" }
        while let first = view.first, strip(first) { view = view.dropFirst() }
        while let last = view.last, strip(last) { view = view.dropLast() }
        return String(view)
    }
}
