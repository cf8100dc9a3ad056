import Foundation
import SupportForTests
import Testing

/// Failures that other products pass over in silence.
@Suite struct SilentFailureTests {
    /// `1.pdf` and `11.pdf`, and every other file: what lies under an exhibit's number is that file and no other.
    @Test(arguments: Sample.allCases)
    func everyExhibitIsItsOwnFile(sample: Sample) async throws {
        let dossier = try await Dossiers.of(sample)
        let exhibits = try #require(try dossier.json()["exhibits"] as? [JSON]).filter { $0["parent"] == nil }
        let files = Dictionary(uniqueKeysWithValues: exhibits.map { ($0["number"] as? String ?? "", $0["file"] as? String) })
        for exhibit in exhibits {
            let path = try #require(exhibit["path"] as? String)
            let stored = exhibit["file"] as? String ?? (exhibit["duplicateOf"] as? String).flatMap { files[$0] ?? nil }
            let original = try Data(contentsOf: URL(fileURLWithPath: sample.folder + "/" + path))
            #expect(try Data(contentsOf: dossier.data(#require(stored))) == original, "\(path)")
        }
    }

    @Test func namesThatContainEachOtherKeepTheirPages() async throws {
        let dossier = try await Dossiers.of(.messy)
        let exhibits = try #require(try dossier.json()["exhibits"] as? [JSON])
        let pages = try await PDFPages(dossier.data("bundle.pdf")).words.map { $0.map(\.text) }
        for name in ["1.pdf", "11.pdf"] {
            let path = Sample.messy.folder + "/documents/" + name
            let words = try await Program.tool("pdftotext", "-l", "1", path, "-").output.split { $0.isWhitespace }.map(String.init)
            try #require(words.count > 10)
            let sha256 = try #require(exhibits.first { $0["path"] as? String == "documents/" + name }?["sha256"] as? String)
            let slip = try #require(pages.dropFirst(2).firstIndex { $0.joined().contains(sha256) })
            let shown = Set(pages[slip + 1])
            #expect(words.allSatisfy { shown.contains($0) }, "\(name): \(words.filter { !shown.contains($0) })")
        }
    }

    private func fingerprints(_ folder: String) throws -> [String: [String]] {
        try FileManager.default.subpathsOfDirectory(atPath: folder).reduce(into: [:]) { known, name in
            let path = folder + "/" + name
            let facts = try FileManager.default.attributesOfItem(atPath: path)
            let bytes = (try? Data(contentsOf: URL(fileURLWithPath: path))) ?? Data()
            known[name] =
                [facts[.modificationDate], facts[.posixPermissions], facts[.systemFileNumber]].map { "\($0 ?? "")" } + [
                    Digest.sha256(bytes)
                ]
        }
    }

    @Test func originalsAreAsTheyWere() async throws {
        try await Program.inFolder { folder in
            let source = folder.appending(path: "evidence").path
            try FileManager.default.copyItem(atPath: Sample.messy.folder, toPath: source)
            let before = try fingerprints(source)
            let zip = folder.appending(path: "out.zip").path
            for command in [["inspect", source], ["build", source, "-o", zip]] {
                #expect(try await Program.run(command).status == 3)
            }
            #expect(try fingerprints(source) == before)
        }
    }

    /// A document that cannot be read stays in its place: said at the end, an exhibit, and a sheet in the bundle.
    @Test func aBrokenDocumentIsSaidAndKeepsItsPlace() async throws {
        let dossier = try await Dossiers.of(.messy)
        #expect(dossier.build.status == 3)
        let unread = try #require(dossier.result["unread"] as? [String])
        #expect(unread.contains("documents/cut-off.pdf"))
        let json = try dossier.json()
        let exhibits = try #require(json["exhibits"] as? [JSON])
        let broken = exhibits.filter { ["failed", "partial"].contains($0["status"] as? String) }
        #expect(Set(unread) == Set(broken.compactMap { $0["path"] as? String }))
        let pages = try await PDFPages(dossier.data("bundle.pdf")).words.map { $0.map(\.text).joined() }
        for exhibit in broken {
            let sha256 = try #require(exhibit["sha256"] as? String)
            #expect(pages.contains { $0.contains(sha256) }, "\(exhibit["path"] ?? "") has no sheet")
        }
        let findings = try #require(json["findings"] as? [JSON]).compactMap { $0["code"] as? String }
        #expect(findings.contains("CF-F-FILES-UNREADABLE"))
    }

    @Test func proofThatBelongsToAnotherOrderIsAFinding() async throws {
        let json = try await Dossiers.of(.messy).json()
        let findings = try #require(json["findings"] as? [JSON])
        let foreign = try #require(findings.first { ($0["code"] as? String)?.hasPrefix("CF-F-PARCEL-") == true }, "\(findings)")
        #expect(["CF-F-PARCEL-OTHER-ORDER", "CF-F-PARCEL-UNNAMED"].contains(foreign["code"] as? String))
        #expect(foreign["grade"] as? String == "serious")
        let cited = try #require(foreign["citations"] as? [JSON]).compactMap { $0["exhibit"] as? String }
        let exhibits = try #require(json["exhibits"] as? [JSON])
        let proof = exhibits.first { ($0["path"] as? String)?.contains("proof-of-delivery") == true }
        #expect(cited.contains(try #require(proof?["number"] as? String)))
        // It proves no delivery of this order.
        let delivered = (json["timeline"] as? [JSON] ?? []).filter { $0["kind"] as? String == "delivery" }
        let sources = delivered.flatMap { $0["citations"] as? [JSON] ?? [] }.compactMap { $0["exhibit"] as? String }
        #expect(!sources.contains(try #require(proof?["number"] as? String)))
    }

    /// Photographs and parts of containers stand in a dossier once, as they came.
    @Test func aDossierIsNotMuchLargerThanItsEvidence() async throws {
        try await Program.inFolder { folder in
            let source = folder.appending(path: "evidence")
            try FileManager.default.createDirectory(at: source, withIntermediateDirectories: true)
            var generator = Seeded(state: 5)
            var total = 0
            for number in 0..<6 {
                let noise = (0..<125_000).flatMap { _ in withUnsafeBytes(of: generator.next(), Array.init) }
                try Data(noise).write(to: source.appending(path: "photo\(number).raw"))
                total += noise.count
            }
            let packed = try await Program.tool("zip", "-q0r", "evidence/all.zip", "evidence", in: folder)
            try #require(packed.status == 0)
            total *= 2
            let zip = folder.appending(path: "out.zip")
            let built = try await Program.run("build", source.path, "--no-pdf", "-o", zip.path)
            #expect(built.status == 0, "\(built.messages)")
            let size = try Data(contentsOf: zip).count
            #expect(size < total + total / 50 + 150_000, "\(size) bytes of \(total)")
        }
    }

    /// Writes `objects` as a PDF.
    private static let writing = """

        text, places = "%PDF-1.4\\n", []
        for number, body in enumerate(objects, 1):
            places.append(len(text)); text += f"{number} 0 obj\\n{body}\\nendobj\\n"
        table = len(text)
        text += f"xref\\n0 {len(places) + 1}\\n0000000000 65535 f \\n" + "".join(f"{place:010} 00000 n \\n" for place in places)
        text += f"trailer << /Size {len(places) + 1} /Root 1 0 R >>\\nstartxref\\n{table}\\n%%EOF\\n"
        open(sys.argv[1], "w").write(text)
        """

    /// A PDF of one page with two notes that have no appearance.
    private static let notedPDF = """
        import sys
        note = "<< /Type /Annot /Subtype /FreeText /Rect [60 600 300 640] /Contents (I never got this) >>"
        objects = ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Annots [" + note * 2 + "] >>"]
        """ + writing

    /// A PDF of one page of text with a picture whose data cannot be decoded.
    private static let damagedPDF = """
        import sys
        page = "BT /F 12 Tf 50 780 Td (we paid) Tj ET q 90 0 0 90 50 600 cm /I Do Q"
        objects = ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> /XObject << /I 6 0 R >> >> >>",
            f"<< /Length {len(page)} >>\\nstream\\n{page}\\nendstream", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            "<< /Type /XObject /Subtype /Image /Width 9 /Height 9 /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /ASCII85Decode /Length 21 >>"
            + "\\nstream\\nBOu!r{{{{{{DZBOu!r~>!\\nendstream"]
        """ + writing

    /// A dossier of `receipt.pdf`, which the script writes, and of a note: what the command said, the bag, and the words of the bundle.
    private func dossier(
        _ script: String, _ check: (_ status: Int, _ messages: String, _ bag: URL, _ words: String) async throws -> Void
    ) async throws {
        try await Program.inFolder { folder in
            let source = folder.appending(path: "evidence")
            try FileManager.default.createDirectory(at: source, withIntermediateDirectories: true)
            let made = try await Program.tool("python3", "-c", script, source.path + "/receipt.pdf")
            try #require(made.status == 0, "\(made.messages)")
            try Data("the goods left on 3 March".utf8).write(to: source.appending(path: "note.txt"))
            let zip = folder.appending(path: "out.zip")
            let built = try await Program.run("build", source.path, "-o", zip.path, "--created-at", Dossier.time)
            let unpacked = folder.appending(path: "unpacked")
            try FileManager.default.createDirectory(at: unpacked, withIntermediateDirectories: true)
            let bag = try await Dossier.unpack(zip, below: unpacked)
            let bundle = try await Program.tool("pdftotext", bag.path + "/data/bundle.pdf", "-")
            try await check(built.status, built.messages, bag, bundle.output)
        }
    }

    /// Only when the whole bundle is written anew does it show; the pages of one exhibit are drawn anew then, which is said.
    @Test func aDamagedStreamInsideOnePDFCostsItsPictureOnly() async throws {
        try await dossier(Self.damagedPDF) { status, messages, bag, words in
            #expect(status == 0, "\(messages)")
            #expect(messages.contains("drawn anew") && messages.contains("error decoding stream data for object"))
            #expect(!messages.contains("document-") && !messages.contains("/tmp"))
            #expect(words.contains("the goods left on 3 March") && words.contains("we paid") && words.contains("drawn anew"))
            let checked = try await Program.tool("qpdf", "--check", bag.path + "/data/bundle.pdf")
            #expect(checked.status == 0, "\(checked.messages)")
        }
    }

    /// The bundle is of version 1.7, and Typst takes no page of a newer PDF into it.
    @Test func pagesOfANewerPDFAreShown() async throws {
        let sound = Self.damagedPDF.replacing("BOu!r{{{{{{DZBOu!r~>!", with: "BOu!rDZBOu!rDZBOu!r~>").replacing(
            "%PDF-1.4", with: "%PDF-2.0")
        try await dossier(sound) { status, messages, _, words in
            #expect(status == 0 && !messages.contains("cannot be shown"), "\(messages)")
            #expect(words.contains("we paid"))
        }
    }

    /// Typst and qpdf show only what has an appearance of its own; the slip sheet says what is missing.
    @Test func notesThatCannotBeShownAreSaidOnTheSlipSheet() async throws {
        try await dossier(Self.notedPDF) { status, messages, bag, words in
            #expect(status == 0, "\(messages)")
            let exhibits = try #require(try Dossier.json(bag)["exhibits"] as? [JSON])
            let exhibit = try #require(exhibits.first { $0["path"] as? String == "receipt.pdf" })
            let codes = (exhibit["diagnostics"] as? [JSON] ?? []).map { $0["code"] as? String }
            #expect(codes.contains("CF-PDF-ANNOTATIONS"))
            #expect(words.contains("cannot be shown on its pages: 2 (2 × FreeText)"))
        }
    }
}
