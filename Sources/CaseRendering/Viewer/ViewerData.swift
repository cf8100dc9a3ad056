import CaseModel

/// Writes the case for the page's script: finished strings in the case's language, exhibits by their position.
/// What repeats over thousands of messages (days, zones, senders) stands in tables and is named by index.
struct ViewerData {
    let content: Case
    let wording: Wording
    let labels: Labels
    let times: TimeWords
    let places: CitationText
    let files: [(path: String, sha256: String, bytes: Int64)]
    let pages: [String: ClosedRange<Int>]
    let createdAt: Instant
    let laterFiles: [String]
    /// Position among the exhibits, by item; -1 for items that are none.
    let exhibitOfItem: [Int]
    let partyByID: [String: CaseParty]
    var tables = ConversationTables()
    var writer = JSONWriter()

    init(
        content: Case, wording: Wording, labels: Labels, files: [(path: String, sha256: String, bytes: Int64)],
        pages: [String: ClosedRange<Int>], createdAt: Instant, laterFiles: [String]
    ) {
        self.content = content
        self.wording = wording
        self.labels = labels
        self.files = files
        self.pages = pages
        self.createdAt = createdAt
        self.laterFiles = laterFiles
        times = TimeWords(wording, labels, zone: content.settings.timeZone)
        places = CitationText(content, map: PageMap(), wording: wording)
        var exhibits = [Int](repeating: -1, count: content.items.count)
        for (index, exhibit) in content.exhibits.enumerated() where exhibits.indices.contains(exhibit.item) {
            exhibits[exhibit.item] = index
        }
        exhibitOfItem = exhibits
        partyByID = Dictionary(content.parties.map { ($0.id, $0) }) { first, _ in first }
    }

    mutating func bytes() -> [UInt8] {
        var out = writer
        out.object { out in
            out.member("language", wording.language.rawValue)
            out.member(
                "labels",
                object: { out in
                    for (key, text) in labels.all { out.member(key, text) }
                    // The script names places of its own by the same words.
                    for key in ["line", "page", "message"] { out.member("place." + key, wording.label("locators", key)) }
                })
            out.member("id", content.settings.id)
            out.member("title", content.settings.title ?? content.settings.id)
            out.member("created", times.made(createdAt))
            out.member("zone", content.settings.timeZone)
            writeOverview(&out)
            writeExhibits(&out)
            writeConversations(&out)
            writeManifest(&out)
        }
        return out.take()
    }

    private func writeManifest(_ out: inout JSONWriter) {
        out.member(
            "manifest",
            array: { out in
                for file in files {
                    out.array {
                        $0.value(file.path)
                        $0.value(file.sha256)
                        $0.value(file.bytes)
                    }
                }
            })
        out.member("laterFiles", laterFiles)
        out.member(
            "refusals",
            array: { out in
                for refusal in content.refusals {
                    out.array {
                        $0.value(refusal.path)
                        $0.value(refusal.reason)
                    }
                }
            })
        let known = [
            ("report.pdf", "report"), ("bundle.pdf", "bundle"), ("case.json", "case"), ("START-HERE.txt", "start"),
        ]
        let present = Set(files.map(\.path))
        out.member(
            "documents",
            array: { out in
                for (path, key) in known where present.contains(path) {
                    out.array {
                        $0.value(path)
                        $0.value(labels["document." + key])
                    }
                }
            })
    }

    /// `[exhibit, place, message number, exact place]`, what is empty at the end left out.
    func write(_ citation: Citation, to out: inout JSONWriter) {
        guard exhibitOfItem.indices.contains(citation.item), exhibitOfItem[citation.item] >= 0 else { return }
        out.array { out in
            out.value(exhibitOfItem[citation.item])
            let place = places.shownPlace(citation.locator)
            guard !place.isEmpty else { return }
            out.value(place)
            if case .message(let number, _) = citation.locator { out.value(number) }
            if let detail = places.detail(citation.locator) {
                out.value(0)
                out.value(detail)
            }
        }
    }

    func member(_ name: String, _ citations: Citations?, to out: inout JSONWriter) {
        out.member(
            name,
            array: { out in
                for citation in citations?.all ?? [] { write(citation, to: &out) }
            })
    }

    /// A string when all of it is ours, else an array in which every second piece is evidence.
    func member(_ name: String, _ pieces: [SentencePiece], to out: inout JSONWriter) {
        out.key(name)
        var texts = [""]
        for piece in pieces {
            switch piece {
            case .ours(let text) where texts.count % 2 == 1: texts[texts.count - 1] += text
            case .ours(let text): texts.append(text)
            case .evidence(let text) where texts.count % 2 == 1: texts.append(text)
            case .evidence(let text): texts += ["", text]
            }
        }
        if texts.count == 1 { return out.value(texts[0]) }
        out.array { for text in texts { $0.value(text) } }
    }

    func member(_ name: String, _ phrase: Phrase, to out: inout JSONWriter) {
        member(name, wording.pieces(phrase, exhibit: places.exhibit), to: &out)
    }

    func texts(_ texts: [String?], to out: inout JSONWriter) {
        out.array { for text in texts { $0.value(text ?? "") } }
    }
}
