import CaseModel
import Foundation
import Testing

@testable import CaseRendering

/// The rules of a court bundle, on the finished file (standards/bundles.md §1).
@Suite("Bundle rules", .serialized) struct BundleRuleTests {
    typealias JSON = [String: Any]

    struct Finished {
        let path: String
        let objects: JSON
        let pages: [JSON]
        let outlines: [JSON]
        let made: Rendering.Made

        init?(_ language: Language) async throws {
            guard let made = try await Rendering.shared.made(language) else { return nil }
            self.made = made
            path = made.documents.bundle
            let parsed = try JSONSerialization.jsonObject(with: run("qpdf", ["--json=2", path]).output)
            let json = try #require(parsed as? JSON)
            objects = try #require((json["qpdf"] as? [JSON])?.last)
            pages = try #require(json["pages"] as? [JSON])
            outlines = try #require(json["outlines"] as? [JSON])
        }

        func object(_ reference: Any?) -> JSON? {
            let value = (objects["obj:\(reference as? String ?? "")"] as? JSON)
            return value?["value"] as? JSON ?? (value?["stream"] as? JSON)?["dict"] as? JSON
        }
        var catalogue: JSON {
            let trailer = (objects["trailer"] as? JSON)?["value"] as? JSON
            return object(trailer?["/Root"]) ?? [:]
        }
    }

    @Test("B-01, B-12, B-13: sound, linearised, packed, open", arguments: Language.allCases)
    func sound(_ language: Language) async throws {
        guard let file = try await Finished(language) else { return }
        #expect(try run("qpdf", ["--check", file.path]).status == 0)
        #expect(try run("qpdf", ["--check-linearization", file.path]).status == 0)
        #expect(try run("qpdf", ["--is-encrypted", file.path]).status == 2)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: file.path))
        #expect(bytes.range(of: Data("/ObjStm".utf8)) != nil)
        // Pages of the evidence have no structure that we could tell: none is claimed.
        #expect(file.catalogue["/Pages"] != nil && file.catalogue["/StructTreeRoot"] == nil)
    }

    @Test("B-02, B-03, B-18: the number in the stamp box is the page", arguments: Language.allCases)
    func stamps(_ language: Language) async throws {
        guard let file = try await Finished(language) else { return }
        #expect(file.pages.count == file.made.documents.bundlePages)
        #expect(file.catalogue["/PageLabels"] == nil)
        for number in 1...file.pages.count {
            let box = file.object(file.pages[number - 1]["object"])?["/MediaBox"] as? [Double] ?? []
            let (width, height) = (Int(box[2]), Int(box[3]))
            // The stamp stands alone in its box: nothing of an exhibit reaches it.
            let stamp = try text(
                file.path, page: number,
                extra: ["-x", "\(width - 125)", "-y", "\(height - 60)", "-W", "125", "-H", "45"])
            #expect(stamp.squeezed == String(number))
        }
    }

    @Test("B-04, B-06, B-10: one link per row of the index, ranges cover all that follows", arguments: Language.allCases)
    func index(_ language: Language) async throws {
        guard let file = try await Finished(language) else { return }
        var next: Int?
        for exhibit in file.made.theCase.exhibits {
            let range = try #require(file.made.documents.pages[exhibit.number])
            if let next { #expect(range.lowerBound == next) }
            next = range.upperBound + 1
        }
        #expect(next == file.pages.count + 1)
        let targets = file.pages.enumerated().reduce(into: [String: Int]()) { $0[$1.element["object"] as? String ?? ""] = $1.offset + 1 }
        let first = try #require(file.made.documents.pages.values.map(\.lowerBound).min())
        var links: [Int] = []
        for page in file.pages[0..<first - 1] {
            for reference in file.object(page["object"])?["/Annots"] as? [Any] ?? [] {
                let link = file.object(reference) ?? reference as? JSON ?? [:]
                #expect(link["/Subtype"] as? String == "/Link")
                var target = (link["/A"] as? JSON ?? file.object(link["/A"]))?["/D"] ?? link["/Dest"]
                if let named = target as? String { target = destination(named, file) }
                let place = try #require(target as? [Any])
                #expect(place[1] as? String == "/XYZ")
                links.append(try #require(targets[place[0] as? String ?? ""]))
            }
        }
        #expect(links == file.made.theCase.exhibits.compactMap { file.made.documents.pages[$0.number]?.lowerBound })
    }

    /// A named destination, from the name tree.
    private func destination(_ name: String, _ file: Finished) -> [Any]? {
        guard name.hasPrefix("u:") || name.hasPrefix("b:") else {
            return file.objects["obj:\(name)"].flatMap { ($0 as? JSON)?["value"] as? [Any] }
        }
        var nodes: [Any?] = [(file.object(file.catalogue["/Names"]) ?? file.catalogue["/Names"] as? JSON)?["/Dests"]]
        while let node = nodes.popLast() {
            guard let tree = file.object(node) ?? node as? JSON else { continue }
            nodes += tree["/Kids"] as? [Any] ?? []
            let names = tree["/Names"] as? [Any] ?? []
            for index in stride(from: 0, to: names.count - 1, by: 2) where names[index] as? String == name {
                let value = names[index + 1]
                let resolved = (value as? String).flatMap { (file.objects["obj:\($0)"] as? JSON)?["value"] } ?? value
                return (resolved as? JSON)?["/D"] as? [Any] ?? resolved as? [Any]
            }
        }
        return nil
    }

    @Test("B-05: bookmarks of sections and exhibits end with their page", arguments: Language.allCases)
    func bookmarks(_ language: Language) async throws {
        guard let file = try await Finished(language) else { return }
        var titles: [String] = []
        func check(_ items: [JSON], depth: Int) throws -> Int {
            var deepest = depth
            for item in items {
                let title = try #require(item["title"] as? String)
                let page = try #require(item["destpageposfrom1"] as? Int)
                #expect(title.split { !$0.isASCII || !$0.isNumber }.last == Substring(String(page)))
                titles.append(title)
                deepest = max(deepest, try check(item["kids"] as? [JSON] ?? [], depth: depth + 1))
            }
            return deepest
        }
        #expect(try check(file.outlines, depth: 1) >= 2)
        for exhibit in file.made.theCase.exhibits { #expect(titles.contains { $0.hasPrefix(exhibit.number + " ") }) }
    }

    @Test("B-08: the fonts of our pages are embedded and say which characters they show", arguments: Language.allCases)
    func fonts(language: Language) async throws {
        guard let file = try await Finished(language) else { return }
        let list = String(decoding: try run("pdffonts", [file.path]).output, as: UTF8.self)
        // The pages of exhibits have the fonts that they came with.
        let ours = list.split(separator: "\n").filter { $0.contains("+Noto") }
        #expect(ours.count >= 4)
        for line in ours {
            // Name, type, encoding, emb, sub, uni, object number: the last five words are sure.
            let words = line.split(separator: " ").suffix(5)
            #expect(words.prefix(3) == ["yes", "yes", "yes"], "\(line)")
        }
    }

    /// Read in the order of the page's own instructions (`-raw`): otherwise poppler sorts by place, and drops emoji, which
    /// stand a little higher than their line, into another line.
    @Test("B-07, B-08: every source string is found", arguments: Language.allCases)
    func words(_ language: Language) async throws {
        guard let file = try await Finished(language) else { return }
        let all = try text(file.path, extra: ["-raw"]).squeezed
        let lines = try text(file.path).split(separator: "\n").map { String($0).squeezed }
        for word in file.made.words where language == .en || word != "12,180.00" {
            if SafeText.startsRightToLeft(word) {
                for number in stride(from: 3, to: 120, by: 10) {
                    #expect(lines.contains { Self.shows("\(word) [\(number)]", $0) }, "\(word) [\(number)]")
                }
                continue
            }
            #expect(all.contains(word.squeezed), "\(word) is not in the text of the bundle")
        }
        // Every message ends with its number; those that run from right to left were looked at above.
        for number in 0..<120 where number % 10 != 3 { #expect(all.contains("[\(number)]"), "message \(number)") }
        // The words of a PDF's pages, and a note that lay on one of them as an annotation.
        #expect(all.contains("Wordsofpage1line7"))
        #expect(all.contains("Anoteonthepage"))
    }

    /// True for a line of `pdftotext` that shows a text of the right-to-left scripts. Such a line is given as it lies on the
    /// page, piece by piece from left to right: letters inside a word are in reading order, words, digits and brackets
    /// change places. So the line must hold each word, and nothing less or more than the characters of the text.
    private static func shows(_ words: String, _ line: String) -> Bool {
        line.sorted() == words.squeezed.sorted()
            && words.split { !$0.isLetter && !$0.isNumber }.allSatisfy { line.contains($0) }
    }

    @Test("B-09, B-21: A4 in either orientation, sideways pages turned")
    func pages() async throws {
        guard let file = try await Finished(.en) else { return }
        for page in file.pages {
            let box = file.object(page["object"])?["/MediaBox"] as? [Double] ?? []
            let size = [box[2], box[3]].sorted()
            #expect(abs(size[0] - 595.28) < 2 && abs(size[1] - 841.89) < 2)
        }
        let order = try #require(file.made.documents.pages["C1"])
        #expect(order.count == 4)
        // The second page of the document, whose words ran upwards in the original: now they run from left to right.
        let sideways = try run(
            "pdftotext", ["-f", "\(order.lowerBound + 2)", "-l", "\(order.lowerBound + 2)", "-bbox", file.path, "-"])
        let words = String(decoding: sideways.output, as: UTF8.self).matches(
            of: /xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">Words</)
        #expect(words.count > 10)
        for word in words {
            let sides = [word.1, word.2, word.3, word.4].compactMap { Double($0) }
            #expect(sides[2] - sides[0] > sides[3] - sides[1])
        }
    }

    @Test("B-10, B-20: opens at 100 % and shows its title", arguments: Language.allCases)
    func opening(_ language: Language) async throws {
        guard let file = try await Finished(language) else { return }
        let action = try #require(file.catalogue["/OpenAction"] as? [Any])
        #expect(action[0] as? String == file.pages[0]["object"] as? String)
        #expect(action[1] as? String == "/XYZ" && action[4] as? Int == 1)
        let preferences = file.catalogue["/ViewerPreferences"] as? JSON ?? file.object(file.catalogue["/ViewerPreferences"])
        #expect(preferences?["/DisplayDocTitle"] as? Bool == true)
        let information = String(decoding: try run("pdfinfo", [file.path]).output, as: UTF8.self)
        #expect(information.contains("Unpaid order HF-PO-20417"))
    }

    @Test("B-11: photographs are placed at 150 to 300 dpi, without EXIF")
    func resolution() async throws {
        guard let file = try await Finished(.en) else { return }
        let list = String(decoding: try run("pdfimages", ["-list", file.path]).output, as: UTF8.self)
        let photographs = list.split(separator: "\n").filter { $0.contains("jpeg") }
        #expect(photographs.count == 1)
        for line in photographs {
            let columns = line.split(separator: " ")
            let dpi = try #require(Double(columns[12]))
            #expect((149...301).contains(dpi))
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: file.path)).range(of: Data("Exif\u{0}".utf8)) == nil)
    }

    @Test("B-14: nothing active")
    func inactive() async throws {
        guard let file = try await Finished(.en) else { return }
        let forbidden = [
            "/JS", "/JavaScript", "/Launch", "/AA", "/RichMedia", "/XFA", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/AcroForm",
        ]
        func look(_ value: Any) {
            if let object = value as? JSON {
                for (key, inner) in object {
                    #expect(!forbidden.contains(key))
                    look(inner)
                }
            } else if let array = value as? [Any] {
                array.forEach(look)
            } else if let name = value as? String {
                #expect(!forbidden.contains(name))
            }
        }
        look(file.objects)
    }

    @Test("B-15, B-24: slip sheets name their exhibit; a duplicate points to its twin and has no pages")
    func slips() async throws {
        guard let file = try await Finished(.en) else { return }
        for exhibit in file.made.theCase.exhibits {
            let range = try #require(file.made.documents.pages[exhibit.number])
            let slip = try text(file.path, page: range.lowerBound).squeezed
            let item = file.made.theCase.items[exhibit.item]
            #expect(slip.contains(exhibit.number) && slip.contains(item.sha256))
            guard exhibit.duplicateOf != nil else { continue }
            #expect(range.count == 1 && slip.contains("exhibitC3"))
        }
        // What cannot be shown says so: a PDF that is cut off, a picture that is broken, a file of no known kind.
        for number in ["C2", "C5", "C8"] {
            let range = try #require(file.made.documents.pages[number])
            #expect(range.count == 1)
            #expect(try text(file.path, page: range.lowerBound).contains("shown"))
        }
    }

    @Test("B-25: the same case gives the same bytes")
    func reproducible() async throws {
        guard let made = try await Rendering.shared.made(.de), let renderer = Rendering.renderer() else { return }
        let again = try await Rendering.make(.de, renderer, "-again")
        for (one, other) in [(made.documents.bundle, again.documents.bundle), (made.documents.report, again.documents.report)] {
            #expect(try Data(contentsOf: URL(fileURLWithPath: one)) == Data(contentsOf: URL(fileURLWithPath: other)))
        }
        #expect(made.documents.fonts == again.documents.fonts && made.documents.fonts.contains { $0.hasSuffix("NotoSerifCJK-Regular.ttc") })
    }
}
