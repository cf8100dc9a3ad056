package import ByteIO

/// Judges dossiers: the zip as it was written, another zip with the same content, or an unpacked folder.
package enum DossierVerifier {
    /// Reports everything that is not as it should be (standards/security.md V1, V2, V10, Z1–Z8). Damage never throws;
    /// an error means that the file or folder could not be opened at all. `workers`: threads to use.
    package static func verify(
        at path: [UInt8], workers: Int = ParallelWork.processors
    ) throws(ByteIOError) -> Verification {
        let source: ByteSource
        do throws(ByteIOError) {
            source = try ByteSource.file(at: path)
        } catch {
            guard case .refused(_, .directory) = error else { throw error }
            return try BagVerifier.verify(at: path, isDossier: true, workers: workers)
        }
        return verify(source, workers: workers)
    }

    package static func verify(
        at path: String, workers: Int = ParallelWork.processors
    ) throws(ByteIOError) -> Verification {
        try verify(at: Array(path.utf8), workers: workers)
    }

    /// True for a zip whose directory lists what only casefile's dossiers have; nothing else of it is read.
    package static func isDossier(at path: [UInt8]) -> Bool {
        guard let source = try? ByteSource.file(at: path), let zip = try? ZipReader(source) else { return false }
        let names = Set(zip.entries.map(\.rawName))
        guard let folder = BagRoot.prefix(in: names), !folder.isEmpty else { return false }
        return names.contains(folder + Array(DossierLayout.containerList.utf8))
    }

    /// Judges the bytes of a zip.
    package static func verify(_ source: ByteSource, workers: Int = ParallelWork.processors) -> Verification {
        do throws(ByteIOError) {
            var run = ZipVerification(try ZipReader(source), workers: workers)
            return run.result()
        } catch {
            var problems = ProblemList()
            problems.add(.unreadable, [], "The zip cannot be read: \(error)", .content)
            return Verification(
                name: "", problems: problems.sorted, container: .damaged, payload: [], information: [],
                tagManifestSHA256: nil)
        }
    }
}

/// Judges any BagIt 1.0 bag in a folder.
package enum BagVerifier {
    /// Valid by RFC 8493 when there are no problems. `isDossier` adds the rules that only casefile's bags keep to.
    package static func verify(
        at path: [UInt8], isDossier: Bool = false, workers: Int = ParallelWork.processors
    ) throws(ByteIOError) -> Verification {
        let folder = try EvidenceFolder(at: path)
        let entries = try folder.entries()
        var problems = ProblemList()
        guard let prefix = BagRoot.prefix(in: entries.map(\.path)) ?? (isDossier ? [] : nil) else {
            problems.add(.notABag, [], "There is no bag in this folder: bagit.txt is missing")
            return Verification(
                name: "", problems: problems.sorted, container: .folder, payload: [], information: [],
                tagManifestSHA256: nil)
        }
        var files: [BagFile] = []
        for entry in entries {
            guard entry.path.starts(with: prefix) else {
                problems.add(.extra, entry.path, "It stands outside the bag's folder")
                continue
            }
            let inner = Array(entry.path.dropFirst(prefix.count))
            switch entry.kind {
            case .file(let bytes):
                files.append(BagFile(path: inner, bytes: bytes, origin: .folder(folder, path: entry.path)))
            case .refused(let reason): problems.add(.notAFile, inner, "It is not a regular file but: \(reason.rawValue)")
            }
        }
        var check = BagCheck(files, isDossier: isDossier, workers: workers)
        check.run()
        return check.verification(name: "", container: .folder, further: problems)
    }
}

extension BagCheck {
    func verification(
        name: String, container: Verification.Container, further: ProblemList
    ) -> Verification {
        let payload = zip(files, readings).filter { $0.0.path.starts(with: DossierLayout.payloadFolder.utf8) }
        let tagManifest = files.firstIndex { $0.path.elementsEqual(DossierLayout.tagManifest.utf8) }
        var all = ProblemList()
        all.add(problems)
        all.add(further)
        return Verification(
            name: name, problems: all.sorted, container: container,
            payload: payload.map { file, reading in
                DossierFile(
                    path: String(decoding: file.path, as: UTF8.self), bytes: file.bytes, fixity: reading?.fixity, file: file)
            },
            information: information, tagManifestSHA256: tagManifest.flatMap { readings[$0]?.fixity.sha256 })
    }
}
