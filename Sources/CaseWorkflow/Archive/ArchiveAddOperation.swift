import EvidenceArchive
package import struct CaseModel.Instant

/// Who keeps evidence, and when: inputs of everything that writes to an archive.
package struct ArchiveAuthor: Sendable {
    package var name: String
    /// `mailto:…`; nil stands for an account of this machine.
    package var address: String?
    package var at: Instant
    /// Version of the program.
    package var programVersion: String

    package init(name: String, address: String?, at: Instant, programVersion: String) {
        self.name = name
        self.address = address
        self.at = at
        self.programVersion = programVersion
    }

    /// Reads `Name`, `Name <mail@example.com>` or `mail@example.com`.
    package static func parts(of text: String) -> (name: String, address: String?) {
        if let match = text.wholeMatch(of: /\s*(.*?)\s*<([^<>\s]+@[^<>\s]+)>\s*/) {
            let mail = String(match.2)
            return (match.1.isEmpty ? mail : String(match.1), "mailto:" + mail)
        }
        if let match = text.wholeMatch(of: /\s*([^<>\s]+@[^<>\s]+)\s*/) { return (String(match.1), "mailto:" + match.1) }
        return (text, nil)
    }

    var context: AddContext {
        AddContext(userName: name, userAddress: address, at: at, software: "casefile \(programVersion)")
    }
}

/// Adds files to one order: one new version, or none when everything is there already.
package struct ArchiveAddOperation: Sendable {
    package struct Options: Sendable {
        package var archive: String
        /// PLATFORM:ID.
        package var order: String
        package var paths: [String]
        package var message: String?
        package var author: ArchiveAuthor
        package var workers = 2

        package init(archive: String, order: String, paths: [String], author: ArchiveAuthor) {
            self.archive = archive
            self.order = order
            self.paths = paths
            self.author = author
        }
    }

    private let options: Options
    private let waiting: @Sendable (String) -> Void

    /// `waiting` is called when another program is writing to the order.
    package init(_ options: Options, waiting: @escaping @Sendable (String) -> Void = { _ in }) {
        self.options = options
        self.waiting = waiting
    }

    package func run() throws -> AdditionResult {
        let archive = try ArchiveAccess.open(options.archive)
        let order = try ArchiveAccess.order(options.order)
        var paths = EvidencePaths()
        for path in options.paths { try paths.add(path) }
        if paths.files.isEmpty && paths.refused.isEmpty {
            throw WorkflowError.sourceEmpty(path: options.paths.joined(separator: ", "))
        }
        let writer = ArchiveWriter(archive, context: options.author.context, workers: options.workers, waiting: waiting)
        let request = AddRequest(
            order: order, files: paths.files, refused: paths.refused, sources: options.paths, message: options.message)
        return try ArchiveAccess.perform { AdditionResult(try writer.add(request)) }
    }
}
