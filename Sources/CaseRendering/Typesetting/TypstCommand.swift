/// The `typst` command: one process per document.
package struct TypstCommand: Typesetter {
    package let fontFolders: [String]
    private let program: String
    private let limits: TypstLimits

    package init(program: String, fontFolders: [String], limits: TypstLimits = TypstLimits()) {
        self.limits = limits
        self.program = program
        self.fontFolders = fontFolders
    }

    package func prepare() {}
    package func finish() {}

    package func version() async throws -> String {
        let outcome = try await Child().run(program, ["--version"], seconds: 20)
        let line = String(decoding: outcome.output.prefix { $0 != 0x0A }, as: UTF8.self)
        guard outcome.status == 0, line.hasPrefix("typst ") else { throw TypesettingError.toolFailed(outcome.complaint) }
        let number = line.dropFirst(6).prefix { $0 != " " }
        return "Typst \(number) (command)"
    }

    package func typeset(_ job: TypesettingJob) async throws -> TypesettingResult {
        let input = job.root + "/" + job.input
        let output = job.root + "/" + job.output
        var arguments = ["compile", "--format", job.format.rawValue, "--creation-timestamp", String(job.timestamp)]
        if !job.standards.isEmpty { arguments += ["--pdf-standard", job.standards.joined(separator: ",")] }
        if !job.isTagged { arguments.append("--no-pdf-tags") }
        if let resolution = job.resolution { arguments += ["--ppi", String(resolution)] }
        let outcome = try await run(arguments + world(job) + [input, output])
        let warnings = outcome.lines("warning: ")
        guard outcome.status == 0 else {
            let errors = outcome.lines("error: ")
            let message = errors.isEmpty ? outcome.complaint : errors.joined(separator: "; ")
            throw TypesettingError.rejected(message, hints: outcome.lines("  = hint: "))
        }
        try TypesettingError.check(warnings: warnings)
        let fonts = job.format == .pdf ? PDFFontNames.find(in: try FileSystem.bytes(output)) : []
        guard let selector = job.query else { return TypesettingResult(query: nil, fonts: fonts) }
        let query = try await run(["query", "--field", "value"] + world(job) + [input, selector])
        guard query.status == 0 else { throw TypesettingError.rejected(query.complaint, hints: []) }
        return TypesettingResult(query: query.output, fonts: fonts)
    }

    private func world(_ job: TypesettingJob) -> [String] {
        ["--root", job.root, "--ignore-system-fonts", "--ignore-embedded-fonts"]
            + fontFolders.flatMap { ["--font-path", $0] }
    }

    private func run(_ arguments: [String]) async throws -> Child.Outcome {
        var child = Child()
        child.threads = limits.threads
        return try await child.run(program, arguments, seconds: limits.secondsPerDocument)
    }
}

extension Child.Outcome {
    /// What follows the prefix on the lines of the complaint that begin with it.
    func lines(_ prefix: String) -> [String] {
        complaint.split(separator: "\n").filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
    }
}

/// The names of the fonts in a PDF that Typst wrote (their dictionaries are not compressed).
enum PDFFontNames {
    static func find(in bytes: [UInt8]) -> [String] {
        let key = Array("/BaseFont".utf8)
        let drawn = Array("/Type3".utf8)
        var names: Set<String> = []
        var index = 0
        while index + key.count < bytes.count {
            guard bytes[index] == 0x2F else {
                index += 1
                continue
            }
            if bytes[index...].starts(with: drawn) { names.insert("*") }
            guard bytes[index...].starts(with: key) else {
                index += 1
                continue
            }
            index += key.count
            while index < bytes.count, bytes[index] == 0x20 || bytes[index] == 0x2F { index += 1 }
            let end = bytes[index...].firstIndex { $0 <= 0x20 || "/<>[]()".utf8.contains($0) } ?? bytes.count
            names.insert(plain(String(decoding: bytes[index..<end], as: UTF8.self)))
            index = end
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// Without the tag of a subset and the name of the encoding.
    private static func plain(_ name: String) -> String {
        var name = name[...]
        if let plus = name.firstIndex(of: "+"), name.distance(from: name.startIndex, to: plus) == 6 {
            name = name[name.index(after: plus)...]
        }
        if name.hasSuffix("-Identity-H") { name = name.dropLast(11) }
        return String(name)
    }
}
