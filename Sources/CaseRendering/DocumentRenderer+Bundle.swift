import CaseModel

extension DocumentRenderer {
    typealias Bundle = (map: PageMap, fonts: [String], notes: [String])

    /// Typesets `bundle.pdf` into `work`. A file that Typst cannot open after all is found and left out with its reason.
    func typesetBundle(
        _ context: ModelContext, pages: [Int: PreparedPages], in work: String
    ) async throws -> Bundle {
        try copyTemplates(["bundle.typ", "style.typ"], to: work)
        let cited = citedMessages(context.content)
        var pages = pages
        while true {
            let model = BundleModel(context: context, pages: pages, cited: cited)
            try FileSystem.write(model.bytes(), to: work + "/bundle.json")
            var job = TypesettingJob(
                root: work, input: "bundle.typ", output: "bundle.pdf", timestamp: context.createdAt.seconds)
            // Most of its pages are pages and pictures of the evidence, which have no structure; that of the others is two thirds
            // of all objects of the file and half the time of finishing it.
            job.isTagged = false
            job.query = "<range>"
            do {
                let result = try await typesetter.typeset(job)
                return (try PageMap(result.query), result.fonts, model.unshown)
            } catch let error as TypesettingError {
                let bad = await unusable(pages, in: work)
                guard !bad.isEmpty else { throw error }
                pages.merge(bad) { $1 }
            }
        }
    }

    /// Sets and finishes every picture and PDF alone. Those that fail: a PDF drawn anew when that one passes, else the reason.
    func unusable(_ pages: [Int: PreparedPages], in work: String) async -> [Int: PreparedPages] {
        var bad: [Int: PreparedPages] = [:]
        for (index, page) in pages.sorted(by: { $0.key < $1.key }) {
            guard let words = await refusal(of: page, index, in: work) else { continue }
            switch page {
            case .picture: bad[index] = .nothing(reason: "unshown.picture", words: words)
            case .document(let document):
                bad[index] = .nothing(reason: "unshown.pdf", words: words)
                let preparation = DocumentPreparation(tools: tools, folder: work)
                guard let drawn = try? await preparation.redrawn(document, because: words) else { continue }
                if await refusal(of: .document(drawn), index, in: work) == nil { bad[index] = .document(drawn) }
            case .nothing: continue
            }
        }
        return bad
    }

    /// Why a bundle of these pages alone cannot be made; nil when it can.
    private func refusal(of page: PreparedPages, _ index: Int, in work: String) async -> String? {
        let text: String
        switch page {
        case .picture(let picture): text = "#image(\"\(picture.file)\")"
        // Every page: of a damaged file one program may find more than the other.
        case .document(let document):
            text = "#for n in range(1, \(document.pages + 1)) { image(\"\(document.file)\", page: n) }"
        case .nothing: return nil
        }
        let alone = "probe-\(index).typ"
        var job = TypesettingJob(root: work, input: alone, output: "probe.pdf", timestamp: 0)
        job.isTagged = false
        do {
            try FileSystem.write(Array(text.utf8), to: work + "/" + alone)
            _ = try await typesetter.typeset(job)
            try await BundleFinishing(tools: tools).finish("probe.pdf", as: "probe-finished.pdf", in: work)
            return nil
        } catch {
            return Complaint.words(of: error, hiding: [(work + "/", "")])
        }
    }

    /// Messages that something in the case cites, by item.
    private func citedMessages(_ content: Case) -> [Int: Set<Int>] {
        var cited: [Int: Set<Int>] = [:]
        let transcripts = TranscriptNumbers(content)
        let all =
            content.timeline.map(\.citations) + content.findings.map(\.citations)
            + content.accounts.flatMap { $0.entries.map(\.citations) } + content.parties.compactMap(\.citations)
        for citation in all.flatMap(\.all) {
            if let number = transcripts.number(citation) { cited[citation.item, default: []].insert(number) }
        }
        return cited
    }

    /// Pictures and PDFs ready to be placed, by item; a few at a time. Duplicates have no pages of their own.
    func preparePages(_ content: Case, _ materials: Materials, in work: String) async throws -> [Int: PreparedPages] {
        let duplicates = Set(content.exhibits.filter { $0.duplicateOf != nil }.map(\.item))
        let indices = materials.files.keys.filter { !duplicates.contains($0) && content.items.indices.contains($0) }.sorted()
        return await withTaskGroup(of: (Int, PreparedPages).self) { group in
            var result: [Int: PreparedPages] = [:]
            for (position, index) in indices.enumerated() {
                if position >= 4, let (done, pages) = await group.next() { result[done] = pages }
                guard let file = materials.files[index] else { continue }
                group.addTask { (index, await preparePages(content.items[index], file, in: work)) }
            }
            for await (index, pages) in group { result[index] = pages }
            return result
        }
    }

    private func preparePages(_ item: Item, _ file: Materials.File, in work: String) async -> PreparedPages {
        switch file.kind {
        case .pdf(let state, let pages, let turns):
            return await DocumentPreparation(tools: tools, folder: work)
                .prepare(file.path, item.index, state: state, pages: pages, turns: turns)
        case .image:
            for captured in item.records {
                guard case .image(let facts) = captured.record else { continue }
                return await PicturePreparation(tools: tools, typesetter: typesetter, folder: work)
                    .prepare(file.path, item.index, facts, mediaType: item.mediaType)
            }
            return .nothing(reason: "unshown.picture", words: "")
        }
    }
}
