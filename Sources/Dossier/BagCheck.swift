import ByteIO

/// One judgement of a bag by RFC 8493, wherever its files are. `isDossier` adds what casefile's own bags keep to.
struct BagCheck {
    /// Largest tag file that is read into memory.
    static let textLimit = 256 << 20

    let files: [BagFile]
    let isDossier: Bool
    let workers: Int
    private let byPath: [[UInt8]: BagFile]
    private(set) var problems = ProblemList()
    /// Result for each of `files`.
    private(set) var readings: [BagFile.Reading?] = []
    private(set) var information: [(label: String, value: String)] = []
    /// Expected digests: by path, by algorithm.
    private var payload: [BagAlgorithm: [[UInt8]: String]] = [:]
    private var tags: [BagAlgorithm: [[UInt8]: String]] = [:]
    /// Most bytes that each file may unpack to, when something better than the zip's word is known.
    private let limits: [[UInt8]: Int64]

    init(_ files: [BagFile], isDossier: Bool, workers: Int, limits: [[UInt8]: Int64] = [:]) {
        self.files = files.sorted { precedesBytewise($0.path, $1.path) }
        self.isDossier = isDossier
        self.workers = workers
        self.limits = limits
        byPath = Dictionary(files.map { ($0.path, $0) }) { first, _ in first }
    }

    mutating func run() {
        checkDeclaration()
        checkFetch()
        loadManifests()
        checkInformation()
        checkNames()
        readAll()
        compare(payload, code: .payloadChanged, manifestPrefix: "manifest-")
        compare(tags, code: .tagChanged, manifestPrefix: "tagmanifest-")
        checkClosedWorld()
        if isDossier { checkTagManifestForm() }
    }

    private mutating func text(_ name: String) -> [UInt8]? {
        guard let file = byPath[Array(name.utf8)] else { return nil }
        do throws(ByteIOError) {
            return try file.contents(limit: Self.textLimit)
        } catch {
            problems.add(name.hasSuffix(".txt") ? .tagChanged : .unreadable, file.path, "It cannot be read: \(error)")
            return nil
        }
    }

    /// Exactly two lines, without a byte order mark or stray spaces (RFC 8493 §2.1.1).
    private mutating func checkDeclaration() {
        let path = Array(DossierLayout.declaration.utf8)
        guard byPath[path] != nil else {
            problems.add(.missing, path, "The file that says that this is a bag is missing")
            return
        }
        guard let bytes = text(DossierLayout.declaration) else { return }
        let lines = BagText.lines(bytes).map { String(decoding: $0, as: UTF8.self) }
        let isRight = lines == ["BagIt-Version: 1.0", "Tag-File-Character-Encoding: UTF-8"]
        if !isRight || (isDossier && bytes != Array(DossierLayout.declarationText.utf8)) {
            problems.add(.declaration, path, "It does not consist of the two lines that BagIt 1.0 prescribes")
        }
    }

    private mutating func checkFetch() {
        let path = Array(DossierLayout.fetch.utf8)
        if byPath[path] != nil { problems.add(.fetch, path, "The bag refers to files that it does not hold") }
    }

    private mutating func loadManifests() {
        for file in files where !file.path.contains(47) {
            let name = String(decoding: file.path, as: UTF8.self)
            for (prefix, isTag) in [("manifest-", false), ("tagmanifest-", true)] {
                guard name.lowercased().hasPrefix(prefix), name.lowercased().hasSuffix(".txt") else { continue }
                let token = String(name.dropFirst(prefix.count).dropLast(4))
                guard let algorithm = BagAlgorithm(rawValue: token) else {
                    problems.add(.algorithm, file.path, "Its checksums (\(token)) cannot be checked; only sha256 and sha512 can")
                    continue
                }
                let lines = parseManifest(name, algorithm, isTag: isTag)
                if isTag { tags[algorithm] = lines } else { payload[algorithm] = lines }
            }
        }
        if payload.isEmpty {
            problems.add(.missing, Array("manifest-sha256.txt".utf8), "There is no list of checksums of the payload")
        }
        guard isDossier else { return }
        for name in [
            DossierLayout.manifest256, DossierLayout.manifest512, DossierLayout.tagManifest,
            DossierLayout.containerList, DossierLayout.information,
        ] where byPath[Array(name.utf8)] == nil {
            problems.add(.missing, Array(name.utf8), "A file that every dossier has is missing")
        }
    }

    private mutating func parseManifest(_ name: String, _ algorithm: BagAlgorithm, isTag: Bool) -> [[UInt8]: String] {
        var expected: [[UInt8]: String] = [:]
        let path = Array(name.utf8)
        for (number, line) in BagText.lines(text(name) ?? []).enumerated() {
            guard let entry = BagText.manifestLine(line, algorithm) else {
                problems.add(.manifest, path, "Line \(number + 1) is no checksum and path")
                continue
            }
            let shown = displayText(ofName: entry.path)
            let isPayload = entry.path.starts(with: DossierLayout.payloadFolder.utf8)
            let isUnsafe = ArchiveNames.problems(of: entry.path).contains(where: \.isUnsafe)
            if isUnsafe || isPayload == isTag || (isTag && shown.hasPrefix("tagmanifest-")) {
                problems.add(.manifest, path, "Line \(number + 1) names a file that may not be listed here: \(shown)")
                if isUnsafe { continue }
            }
            if expected.updateValue(entry.digest, forKey: entry.path) != nil {
                problems.add(.manifest, path, "It lists \(shown) twice")
            }
        }
        return expected
    }

    /// The fields, and the number of files and bytes stated there (RFC 8493 §2.2.2).
    private mutating func checkInformation() {
        let path = Array(DossierLayout.information.utf8)
        guard byPath[path] != nil, let written = text(DossierLayout.information) else { return }
        let parsed = BagText.parseInformation(written)
        information = parsed.fields
        for line in parsed.badLines { problems.add(.information, path, "Line \(line) is no \"Label: value\"") }
        let sums = information.filter { $0.label.lowercased() == "payload-oxum" }.map(\.value)
        var bytes: Int64 = 0
        var isCountable = true
        for file in payloadFiles {
            // The sizes are what a zip claims.
            let (sum, overflow) = bytes.addingReportingOverflow(file.bytes)
            (bytes, isCountable) = (sum, isCountable && !overflow)
        }
        let actual = isCountable ? "\(bytes).\(payloadFiles.count)" : "more than \(Int64.max).\(payloadFiles.count)"
        if sums.count > 1 { problems.add(.oxum, path, "Payload-Oxum is there more than once") }
        if sums.isEmpty && isDossier { problems.add(.oxum, path, "Payload-Oxum is missing") }
        for sum in sums where sum != actual {
            problems.add(.oxum, path, "The payload has \(actual) (bytes.files), but \(sum) is stated")
        }
    }

    private var payloadFiles: [BagFile] { files.filter { $0.path.starts(with: DossierLayout.payloadFolder.utf8) } }

    /// Names that lead elsewhere, or that are one file on some systems (Z6, F7).
    private mutating func checkNames() {
        var seen: [String: [UInt8]] = [:]
        for file in files {
            for problem in ArchiveNames.problems(of: file.path) where problem.isUnsafe {
                problems.add(.name, file.path, "The name is unsafe: \(problem.rawValue)")
            }
            let key = ArchiveNames.collisionKey(of: file.path)
            if let twin = seen.updateValue(file.path, forKey: key), twin != file.path {
                problems.add(.collision, file.path, "On some systems the name is the same as \(displayText(ofName: twin))")
            }
        }
    }

    /// Reads every file once, the largest first, several at a time.
    private mutating func readAll() {
        let needs512 = payload[.sha512] != nil || tags[.sha512] != nil
        let digests: FixityHasher.Digests = needs512 ? .all : .sha256AndCRC
        let jobs = BagReading(files, limits: limits)
        jobs.run(digests, workers: workers)
        let results = jobs.results
        for (file, result) in zip(files, results) {
            switch result {
            case .success(let reading): readings.append(reading)
            case .failure(let error):
                readings.append(nil)
                let isPayload = file.path.starts(with: DossierLayout.payloadFolder.utf8)
                problems.add(isPayload ? .payloadChanged : .tagChanged, file.path, "It cannot be read: \(error)")
            }
        }
    }

    private mutating func compare(
        _ expected: [BagAlgorithm: [[UInt8]: String]], code: VerificationCode, manifestPrefix: String
    ) {
        let positions = Dictionary(files.indices.map { (files[$0].path, $0) }) { first, _ in first }
        for algorithm in BagAlgorithm.allCases {
            for (path, digest) in expected[algorithm] ?? [:] {
                guard let position = positions[path] else {
                    problems.add(.missing, path, "It is listed in a manifest and is not there")
                    continue
                }
                guard let reading = readings[position], let actual = algorithm.digest(reading.fixity), actual != digest else {
                    continue
                }
                let manifest = "\(manifestPrefix)\(algorithm.rawValue).txt"
                problems.add(code, path, "It is not the file that was packed: its \(algorithm.rawValue) is not the one in \(manifest)")
            }
        }
    }

    /// Every file must be vouched for by each manifest (V1, V2).
    private mutating func checkClosedWorld() {
        let listed = payload.values.map { Set($0.keys) }
        let union = listed.reduce(into: Set<[UInt8]>()) { $0.formUnion($1) }
        for path in union where listed.contains(where: { !$0.contains(path) }) {
            problems.add(.manifestSet, path, "Not every manifest lists it")
        }
        let listedTags = tags.values.map { Set($0.keys) }
        for file in files {
            let name = String(decoding: file.path, as: UTF8.self)
            if file.path.starts(with: DossierLayout.payloadFolder.utf8) {
                if !union.contains(file.path) { problems.add(.extra, file.path, "No manifest lists this file") }
            } else if !name.hasPrefix("tagmanifest-") || name.contains("/") || !name.hasSuffix(".txt") {
                let isMissing = listedTags.contains { !$0.contains(file.path) } || listedTags.isEmpty
                // By RFC 8493, manifests must be listed in each tag manifest; other tag files only should.
                if isMissing && (isDossier || (name.hasPrefix("manifest-") && !listedTags.isEmpty)) {
                    problems.add(.extra, file.path, "The tag manifest does not list this file")
                }
            } else if isDossier && name != DossierLayout.tagManifest {
                problems.add(.extra, file.path, "A dossier has no such file")
            }
        }
    }

    /// Nothing vouches for the tag manifest but its form: it must be byte for byte what casefile writes.
    private mutating func checkTagManifestForm() {
        guard let expected = tags[.sha256], let bytes = text(DossierLayout.tagManifest) else { return }
        if bytes != BagText.manifest(expected.map { ($0.value, $0.key) }) {
            problems.add(.tagManifest, Array(DossierLayout.tagManifest.utf8), "It is not written as casefile writes it")
        }
    }
}
