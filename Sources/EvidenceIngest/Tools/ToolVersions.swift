/// The programs whose words are part of a case.
package enum ToolVersions {
    /// Name and version of each, sorted by name; programs that are not installed are left out.
    package static func current() async -> [(name: String, version: String)] {
        async let poppler = version("pdftotext", ["-v"], after: "pdftotext version ")
        async let qpdf = version("qpdf", ["--version"], after: "qpdf version ")
        return [("pdftotext", await poppler), ("qpdf", await qpdf)].compactMap { name, version in version.map { (name, $0) } }
    }

    private static func version(_ program: String, _ arguments: [String], after mark: String) async -> String? {
        guard let tool = Tool(program), let input = ToolInput([]),
            let output = try? await tool.run(arguments, input: input, seconds: 10)
        else { return nil }
        let text = String(decoding: output.bytes, as: UTF8.self) + output.messages
        guard let range = text.ranges(of: mark).first else { return nil }
        return String(text[range.upperBound...].prefix { !$0.isWhitespace })
    }
}
