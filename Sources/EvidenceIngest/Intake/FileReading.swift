import ByteIO
import CaseModel
import JSONReading
import XMLReading

/// Reads one file of the source with all its parts. Used by one task.
struct FileReading {
    let registry: IngestorRegistry
    let options: IntakeOptions
    let top: Int
    let siblings: SiblingFiles

    /// Files up to this size are read into memory once; larger ones are read from the open file.
    static let memoryLimit = 16 << 20

    /// Something whose bytes are at hand and that will become an item.
    struct Subject {
        let handle: Int
        let parent: Int?
        let path: String
        let rawPath: [UInt8]?
        let pathEncoding: String?
        let storedName: String?
        let name: String
        let declaredType: String?
        let depth: Int
        let siblings: SiblingFiles
        var diagnostics: [Diagnostic] = []
    }

    /// A file of which not every byte can be read is refused: a part of it would pass for the file.
    func read(_ input: IntakeInput) async throws -> FileResult {
        do { return try await readAll(input) } catch let error as ByteIOError where !error.isNoSpace {
            let (shown, encoding) = DecodedText.name(input.path)
            var result = FileResult()
            result.refusals = [
                Refusal(path: shown, rawPath: encoding == nil ? nil : input.path, reason: "could not be read: \(error.reason)")
            ]
            return result
        }
    }

    private func readAll(_ input: IntakeInput) async throws -> FileResult {
        var result = FileResult()
        let (shown, encoding) = DecodedText.name(input.path)
        let opened = try input.open()
        var subject = Subject(
            handle: top << 32, parent: nil, path: shown, rawPath: encoding == nil ? nil : input.path,
            pathEncoding: encoding, storedName: nil, name: Self.lastComponent(shown), declaredType: nil, depth: 0,
            siblings: siblings)
        if let encoding { subject.diagnostics.append(Diagnostic(.nameNotUTF8, at: .whole, ["encoding": encoding])) }
        let handles = HandleSequence(top: top)
        let source =
            opened.source.count <= Int64(Self.memoryLimit)
            ? ByteSource(try opened.source.bytes(limit: Self.memoryLimit)) : opened.source
        try await add(subject, source, handles, ContainerAllowance(options), to: &result)
        if let item = result.items.first?.item { try input.check(item.sha256, item.sha512.isEmpty ? nil : item.sha512) }
        if !opened.isUnchanged(), let first = result.items.first {
            result.items[0] = first.adding(Diagnostic(.changedWhileReading, at: .whole))
        }
        return result
    }

    /// Makes an item of the subject, and of its parts. Throws `ByteIOError` when not all bytes of a file of the source can be
    /// read or copied.
    func add(
        _ subject: Subject, _ source: ByteSource, _ handles: HandleSequence, _ allowance: ContainerAllowance, to result: inout FileResult
    ) async throws {
        // What cannot be read is said once, by the hashing of all of it.
        let head = (try? source.bytes(in: 0..<min(source.count, Int64(FileProbe.headLength)))) ?? []
        let isTop = subject.parent == nil
        let identity = Signatures.identify(head: head, name: subject.name, size: source.count)
        let slot = result.items.count
        var reading = ItemReading(
            subject: subject, source: source, head: head, identity: identity, options: options, registry: registry,
            handles: handles, allowance: allowance)
        let taken: Taken
        // What is large is hashed while it is read; for the rest a task would cost more than it gains.
        if options.workers > 1, source.count > Int64(Self.memoryLimit) {
            async let alongside = self.taken(source, isTop: isTop)
            await reading.run()
            taken = await alongside
        } else {
            taken = self.taken(source, isTop: isTop)
            await reading.run()
        }
        if let failure = taken.failure, isTop || failure.isNoSpace { throw failure }
        for failure in [taken.failure, keepMaterial(source, identity.mediaType, taken.fixity.sha256)].compactMap(\.self) {
            reading.note(Diagnostic(.fileUnreadable, at: .whole, ["reason": failure.reason]))
        }
        result.items.append(reading.draft(fixity: taken.fixity, spooled: taken.spooled))
        for member in reading.members {
            if Task.isCancelled { return }
            switch member {
            case .refused(let refusal): result.refusals.append(refusal)
            case .subject(let child, let bytes): try await add(child, bytes, handles, allowance, to: &result)
            case .lazy(let child, let load):
                let bytes: ByteSource
                do { bytes = try load() } catch {
                    let reason = (error as? ByteIOError)?.reason ?? "\(error)"
                    result.refusals.append(Refusal(path: child.path, rawPath: child.rawPath, reason: reason))
                    result.items[slot] = result.items[slot].adding(
                        Diagnostic(.memberRefused, at: .whole, ["name": child.name, "reason": reason]))
                    continue
                }
                try await add(child, bytes, handles, allowance, to: &result)
            }
        }
    }

    /// The bytes of an item hashed and, where they are kept, laid into the spool.
    private struct Taken: Sendable {
        var fixity: Fixity
        var spooled: SpooledMember?
        var failure: ByteIOError?
    }

    private func taken(_ source: ByteSource, isTop: Bool) -> Taken {
        var taken = Taken(fixity: FixityHasher.fixity(of: [], options.digests))
        do throws(ByteIOError) {
            if isTop, let spool = options.spool {
                let member = try spool.add(source)
                (taken.spooled, taken.fixity) = (member, member.fixity)
            } else {
                var stream = source.stream()
                taken.fixity = try FixityHasher.fixity(of: &stream, options.digests)
            }
        } catch { taken.failure = error }
        return taken
    }

    /// Lays images and PDFs where the typesetter finds them; gives the reason when that fails.
    private func keepMaterial(_ source: ByteSource, _ type: String, _ sha256: String) -> ByteIOError? {
        guard let folder = options.materials, MaterialFolder.keeps(type) else { return nil }
        do throws(ByteIOError) { try folder.store(source, sha256: sha256) } catch { return error }
        return nil
    }

    static func lastComponent(_ path: String) -> String {
        path.utf8.lastIndex(of: 0x2F).map { String(path[path.utf8.index(after: $0)...]) } ?? path
    }
}

extension ItemDraft {
    func adding(_ diagnostic: Diagnostic) -> ItemDraft {
        let status: ItemStatus = diagnostic.kind.severity == .error && item.status == .read ? .partial : item.status
        let changed = Item(
            index: item.index, path: item.path, rawPath: item.rawPath, pathEncoding: item.pathEncoding,
            parent: item.parent, bytes: item.bytes, sha256: item.sha256, sha512: item.sha512,
            mediaType: item.mediaType, puid: item.puid, format: item.format, basis: item.basis,
            encoding: item.encoding, status: status, diagnostics: item.diagnostics + [diagnostic],
            records: item.records, storedName: item.storedName)
        return ItemDraft(
            handle: handle, parent: parent, item: changed, summary: summary, spooled: spooled, pdf: pdf)
    }
}
