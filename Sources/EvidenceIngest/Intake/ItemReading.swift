import ByteIO
import CaseModel
import JSONReading
import XMLReading

/// Recognises and reads one item whose bytes are at hand.
struct ItemReading {
    /// A part of the item, to be read next.
    enum Member {
        case subject(FileReading.Subject, ByteSource)
        /// Opened only when its turn comes, so that one large part is in memory at a time.
        case lazy(FileReading.Subject, () throws -> ByteSource)
        case refused(Refusal)
    }

    let subject: FileReading.Subject
    let source: ByteSource
    let head: [UInt8]
    let identity: MediaIdentity
    let options: IntakeOptions
    let registry: IngestorRegistry
    let handles: HandleSequence
    let allowance: ContainerAllowance

    private(set) var members: [Member] = []
    private var diagnostics: [Diagnostic] = []
    private var records: [CapturedRecord] = []
    private var summary = ItemSummary()
    private var format: String?
    private var basis: String
    private var encoding: String?
    private var hasFailed = false
    private var pdfPages: PDFPages?

    init(
        subject: FileReading.Subject, source: ByteSource, head: [UInt8], identity: MediaIdentity,
        options: IntakeOptions, registry: IngestorRegistry, handles: HandleSequence, allowance: ContainerAllowance
    ) {
        self.subject = subject
        self.source = source
        self.head = head
        self.identity = identity
        self.options = options
        self.registry = registry
        self.handles = handles
        self.allowance = allowance
        basis = identity.basis
        diagnostics = subject.diagnostics
    }

    mutating func run() async {
        if let container = ContainerKind(identity.mediaType) {
            await open(container)
            return
        }
        let probe = FileProbe(name: subject.name, size: source.count, head: head, identity: identity)
        guard let (ingestor, basis, rivals) = registry.recognize(probe) else { return }
        format = ingestor.descriptor.id
        self.basis = basis
        if !rivals.isEmpty {
            diagnostics.append(
                Diagnostic(
                    .formatTie, at: .whole,
                    ["readers": rivals.joined(separator: ", "), "chosen": ingestor.descriptor.id]))
        }
        await read(with: ingestor)
    }

    private mutating func read(with ingestor: any Ingestor) async {
        var pdf: PDFContent?
        if identity.mediaType == "application/pdf" {
            pdf = await PDFExaminer.examine(source, temporaryFolder: options.temporaryFolder)
        }
        pdfPages = pdf.map { PDFPages(state: $0.state, turns: $0.turns) }
        let evidence = EvidenceSource(
            name: subject.name, mediaType: identity.mediaType, content: source, siblings: subject.siblings, pdf: pdf)
        var collector = ItemCollector(
            item: subject.handle, keepsRecords: options.keepsRecords, handles: handles)
        do throws(IngestError) {
            try ingestor.ingest(evidence, into: &collector)
        } catch {
            collector.report(error.diagnostic)
            if !ingestor.descriptor.keepsPartialRecords { collector.dropRecords() }
            hasFailed = collector.isEmpty
        }
        summary = collector.summary
        records = collector.records
        diagnostics += collector.closingDiagnostics()
        if let decision = evidence.textDecision {
            encoding = decision.basis
            if decision.ground == .statistics {
                diagnostics.append(Diagnostic(.textEncodingGuess, at: .whole, ["basis": decision.basis]))
            }
            if decision.replacements > 0 {
                diagnostics.append(Diagnostic(.textDamaged, at: .whole, ["count": String(decision.replacements)]))
            }
        }
        for (number, child) in collector.children.enumerated() { addChild(child.content, child.handle, number + 1) }
    }

    private mutating func addChild(_ child: ChildContent, _ handle: Int, _ number: Int) {
        let stored = child.name
        let name = ChildNames.shown(stored, number: number)
        guard subject.depth < options.containerDepth + 2 else {
            refuse(name, "nested too deeply")
            return
        }
        members.append(
            .subject(
                part(named: name, stored: stored == name ? nil : stored, raw: nil, encoding: nil, handle: handle),
                ByteSource(child.bytes)))
    }

    /// A subject for a part of this item.
    private func part(
        named name: String, stored: String?, raw: [UInt8]?, encoding: String?, handle: Int,
        siblings: SiblingFiles = .none
    ) -> FileReading.Subject {
        FileReading.Subject(
            handle: handle, parent: subject.handle, path: subject.path + "!/" + name, rawPath: raw,
            pathEncoding: encoding, storedName: stored, name: FileReading.lastComponent(name), declaredType: nil,
            depth: subject.depth + 1, siblings: siblings)
    }

    private mutating func refuse(_ name: String, _ reason: String) {
        members.append(.refused(Refusal(path: subject.path + "!/" + name, reason: reason)))
        diagnostics.append(Diagnostic(.memberRefused, at: .whole, ["name": name, "reason": reason]))
    }

    /// Adds what was noticed outside of the reading; an error counts for the status as one of the reader's does.
    mutating func note(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

    func draft(fixity: Fixity, spooled: SpooledMember?) -> ItemDraft {
        let status: ItemStatus =
            hasFailed
            ? .failed
            : diagnostics.contains { $0.kind.severity == .error } ? .partial : format == nil ? .stored : .read
        let item = Item(
            index: 0, path: subject.path, rawPath: subject.rawPath, pathEncoding: subject.pathEncoding, parent: nil,
            bytes: fixity.bytes, sha256: fixity.sha256, sha512: fixity.sha512 ?? "", mediaType: identity.mediaType,
            puid: identity.puid, format: format, basis: basis, encoding: encoding, status: status,
            diagnostics: diagnostics, records: records, storedName: subject.storedName)
        return ItemDraft(
            handle: subject.handle, parent: subject.parent, item: item, summary: summary, spooled: spooled,
            pdf: pdfPages)
    }
}

/// Containers the intake opens itself.
enum ContainerKind {
    case zip, gzip

    init?(_ mediaType: String) {
        switch mediaType {
        case "application/zip": self = .zip
        case "application/gzip": self = .gzip
        default: return nil
        }
    }
}

/// Names of parts as they are shown.
enum ChildNames {
    /// The last component of the name as written, or `part-N` when there is none. A separator inside a name is no
    /// folder of ours, so it is not kept.
    static func shown(_ stored: String?, number: Int) -> String {
        let cleaned = (stored ?? "").split(whereSeparator: { $0 == "/" || $0 == "\\" || $0 == "\0" }).last.map(String.init)
        guard let cleaned, !cleaned.isEmpty, cleaned != ".", cleaned != ".." else { return "part-\(number)" }
        return cleaned
    }
}

extension ItemReading {
    private mutating func open(_ container: ContainerKind) async {
        guard subject.depth < options.containerDepth else {
            diagnostics.append(
                Diagnostic(.nestingTooDeep, at: .whole, ["level": String(options.containerDepth)]))
            return
        }
        switch container {
        case .zip: openZip()
        case .gzip: openGzip()
        }
    }

    private mutating func openGzip() {
        format = "gzip"
        basis = "signature 1F 8B"
        do {
            try allowance.takeMembers(1)
            var stream = try GzipStream(source, limits: allowance.limits)
            let stored = stream.header.name.map { DecodedText.name($0) }
            let fallback = subject.name.lowercased().hasSuffix(".gz") ? String(subject.name.dropLast(3)) : nil
            let name = ChildNames.shown(stored?.shown ?? fallback, number: 1)
            let child = part(
                named: name, stored: nil, raw: stored?.encoding == nil ? nil : stream.header.name,
                encoding: stored?.encoding, handle: handles.next())
            let temporary = options.temporaryFolder
            members.append(
                .lazy(child) {
                    // The size is not known before the end: to a file, unless the whole is small.
                    try ByteSource.materialized(
                        &stream, count: .max, memoryLimit: FileReading.memoryLimit, temporaryFolder: temporary)
                })
        } catch {
            fail(.containerDamaged, "\(error)")
        }
    }

    private mutating func fail(_ kind: DiagnosticKind, _ reason: String) {
        diagnostics.append(Diagnostic(kind, at: .whole, ["reason": reason]))
        hasFailed = true
    }
}

// MARK: - Zip

extension ItemReading {
    private mutating func openZip() {
        format = "zip"
        let zip: ZipReader
        do {
            zip = try ZipReader(source, maximumEntries: options.containerMembers)
            try allowance.takeMembers(zip.entries.count)
        } catch {
            if case .limitExceeded = error { fail(.containerTooMany, error.reason) } else { fail(.containerDamaged, "\(error)") }
            return
        }
        basis = "signature PK, \(zip.entries.count) members"
        for finding in zip.audit() where finding.isDefect {
            let name = finding.name.isEmpty ? "" : ": " + DecodedText.name(finding.name).shown
            diagnostics.append(Diagnostic(.containerOdd, at: .whole, ["reason": finding.message + name]))
        }
        let files = zip.entries.filter { !$0.isFolder }
        let encoding = ZipNameEncoding(files)
        var taken: [(entry: ZipEntry, shown: String, handle: Int)] = []
        for entry in files {
            let shown = encoding.shown(entry)
            if let reason = entry.refusal {
                refuse(shown, reason)
            } else {
                taken.append((entry, shown, handles.next()))
            }
        }
        addMembers(of: zip, taken, encoding)
    }

    private mutating func addMembers(
        of zip: ZipReader, _ taken: [(entry: ZipEntry, shown: String, handle: Int)], _ encoding: ZipNameEncoding
    ) {
        let siblings = SiblingFiles(taken.map { (key: $0.shown, value: $0.handle) })
        var seen: Set<String> = []
        for (entry, shown, handle) in taken {
            // Two members of one name are both evidence; the second is told apart by its place in the directory.
            let name = seen.insert(shown).inserted ? shown : "\(shown) (member \(entry.index + 1))"
            var child = part(
                named: name, stored: name == shown ? nil : shown, raw: entry.name == nil ? entry.rawName : nil,
                encoding: entry.name == nil ? encoding.label : nil, handle: handle,
                siblings: siblings.seen(from: shown))
            if entry.name == nil {
                child.diagnostics.append(Diagnostic(.nameNotUTF8, at: .whole, ["encoding": encoding.label]))
            }
            let (temporary, limits) = (options.temporaryFolder, allowance.limits)
            members.append(
                .lazy(child) {
                    var stream = try zip.open(entry, limits: limits)
                    return try ByteSource.materialized(
                        &stream, count: Int64(clamping: entry.facts.size), memoryLimit: FileReading.memoryLimit,
                        temporaryFolder: temporary)
                })
        }
    }
}

/// How the names of a zip that states no character set are read: decided over all of them, as one program wrote them.
struct ZipNameEncoding {
    let label: String

    init(_ entries: [ZipEntry]) {
        let raw = entries.filter { $0.name == nil }.map(\.rawName)
        label = DecodedText.name(Array(raw.joined(separator: [0x0A]))).encoding ?? "UTF-8"
    }

    func shown(_ entry: ZipEntry) -> String { entry.name ?? DecodedText.name(entry.rawName).shown }
}
