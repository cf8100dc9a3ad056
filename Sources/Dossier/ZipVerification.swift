import ByteIO

/// One judgement of a zip that should be a dossier.
struct ZipVerification {
    private let zip: ZipReader
    private let workers: Int
    private var problems = ProblemList()
    /// Clauses about the container, by member; reported one by one when there are few.
    private var differences: [(code: VerificationCode, name: [UInt8], what: String)] = []

    init(_ zip: ZipReader, workers: Int) {
        self.zip = zip
        self.workers = workers
    }

    mutating func result() -> Verification {
        let findings = zip.audit()
        for finding in findings where finding.code != .awkwardName { problems.add(finding) }
        let named = zip.entries.filter { !Self.isFolder($0) }.map { ($0, Self.path($0)) }
        let paths = named.map(\.1)
        // Hundreds of entries may name the same bytes: each of them would be unpacked.
        let overlapping = Set(findings.filter { $0.code == .overlap }.compactMap(\.entry))
        let prefix = BagRoot.prefix(in: paths) ?? BagRoot.likelyPrefix(in: paths)
        var files: [BagFile] = []
        for (entry, path) in named {
            guard path.starts(with: prefix) else {
                problems.add(.extra, path, "It stands outside the dossier's folder")
                continue
            }
            if entry.specialKind != nil { continue }
            files.append(
                BagFile(
                    path: Array(path.dropFirst(prefix.count)), bytes: Int64(entry.facts.size),
                    origin: overlapping.contains(entry.index) ? .overlapping : .zip(zip, entry)))
        }
        judgeFolders(files.map { prefix + $0.path }, prefix: prefix)
        let list = containerList(files)
        var check = BagCheck(files, isDossier: true, workers: workers, limits: limits(list, prefix: prefix))
        check.run()
        compare(check, with: list, prefix: prefix)
        let isSound = !findings.contains(where: \.isDefect)
        let isOriginal = reportDifferences() && isSound
        let container: Verification.Container = isOriginal ? .original : isSound ? .repacked : .damaged
        let name = String(decoding: prefix.dropLast(), as: UTF8.self)
        return check.verification(name: name, container: container, further: problems)
    }

    /// True for an entry that makes a folder and nothing else.
    private static func isFolder(_ entry: ZipEntry) -> Bool { entry.isFolder && entry.facts.size == 0 }

    /// Other programs write an entry for each folder that files stand in. One that stands for nothing was put there.
    private mutating func judgeFolders(_ files: [[UInt8]], prefix: [UInt8]) {
        let folders = zip.entries.filter(Self.isFolder).map(Self.path)
        if folders.isEmpty { return }
        var rest = files.sorted(by: precedesBytewise)[...]
        for folder in folders.sorted(by: precedesBytewise) {
            // Files in a folder are the next behind its own name.
            while let file = rest.first, precedesBytewise(file, folder) { rest.removeFirst() }
            let shown = folder.starts(with: prefix) ? Array(folder.dropFirst(prefix.count)) : folder
            differences.append((.zipHeader, shown, "It is an entry for a folder, which casefile never writes"))
            if rest.first?.starts(with: folder) != true { problems.add(.extra, shown, "It is a folder that no file stands in") }
        }
    }

    /// The path of an entry: its text where the zip says what it is, so that a repacked zip is read like the original.
    private static func path(_ entry: ZipEntry) -> [UInt8] { entry.name.map { Array($0.utf8) } ?? entry.rawName }

    private mutating func containerList(_ files: [BagFile]) -> ContainerList? {
        let path = Array(DossierLayout.containerList.utf8)
        guard let file = files.first(where: { $0.path == path }),
            let bytes = try? file.contents(limit: BagCheck.textLimit)
        else { return nil }
        let list = ContainerList(bytes)
        if list == nil { problems.add(.containerList, path, "It is not written as casefile writes it") }
        return list
    }

    /// What the container list says a file unpacks to; the zip's own word is not enough for reading on (V10).
    private func limits(_ list: ContainerList?, prefix: [UInt8]) -> [[UInt8]: Int64] {
        var limits: [[UInt8]: Int64] = [:]
        for (name, line) in list?.lines ?? [:] where name.starts(with: prefix) {
            limits[Array(name.dropFirst(prefix.count))] = Int64(clamping: line.facts.size)
        }
        return limits
    }

    /// Compares how each member stands in the zip with the container list.
    private mutating func compare(_ check: BagCheck, with list: ContainerList?, prefix: [UInt8]) {
        guard let list else { return }
        var unseen = Set(list.lines.keys)
        for (file, reading) in Swift.zip(check.files, check.readings) {
            let name = prefix + file.path
            unseen.remove(name)
            guard case .zip(_, let entry) = file.origin else { continue }
            if DossierLayout.unlisted.contains(String(decoding: file.path, as: UTF8.self)) {
                if entry.facts.method != ZipFormat.stored {
                    differences.append((.zipData, file.path, "It is compressed in the zip, which casefile never does"))
                }
                continue
            }
            guard let line = list.lines[name] else {
                differences.append((.containerList, file.path, "The container list does not name it"))
                continue
            }
            let isSame = line.facts == entry.facts && (reading?.compressedSHA256 ?? line.sha256) == line.sha256
            if !isSame { differences.append((.zipData, file.path, "It stands in the zip in another form than was written")) }
        }
        for name in unseen {
            differences.append((.containerList, name, "The container list names it and it is not there"))
        }
    }

    /// Adds what differs from the zip that was written; false when anything does. When most members differ, someone
    /// packed the files anew, and saying so once says more than a line per member.
    private mutating func reportDifferences() -> Bool {
        for difference in zip.differencesFromCanon() {
            let name = difference.entry.map { zip.entries[$0].rawName } ?? []
            differences.append((.zipHeader, name, "In the zip, \(difference.message)"))
        }
        if differences.isEmpty { return true }
        let touched = Set(differences.map(\.name))
        if touched.count > 3, touched.count * 2 > zip.entries.count {
            problems.add(
                .repacked, [],
                "The files were packed again into another zip: \(touched.count) of \(zip.entries.count) members stand in it "
                    + "in another form than was written", .container)
        } else {
            for difference in differences { problems.add(difference.code, difference.name, difference.what, .container) }
        }
        return false
    }
}
