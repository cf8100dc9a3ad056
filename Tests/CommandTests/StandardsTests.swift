import Foundation
import Testing

/// What the tools of others say of finished dossiers, with PDFs.
@Suite struct StandardsTests {
    @Test(arguments: Sample.allCases)
    func checksumToolsAcceptTheBag(sample: Sample) async throws {
        let dossier = try await Dossiers.of(sample)
        let bagit = try await Program.tool("python3", "-m", "bagit", "--validate", dossier.bag.path)
        #expect(bagit.status == 0, "\(bagit.messages)")
        for (command, manifest) in [
            ("sha256sum", "manifest-sha256.txt"), ("sha512sum", "manifest-sha512.txt"), ("sha256sum", "tagmanifest-sha256.txt"),
        ] {
            let checked = try await Program.tool(command, "--strict", "-c", manifest, in: dossier.bag)
            #expect(checked.status == 0 && checked.messages.isEmpty, "\(checked.messages)")
            let listed = try String(contentsOf: dossier.bag.appending(path: manifest), encoding: .utf8)
            #expect(checked.output.split(separator: "\n").count == listed.split(separator: "\n").count)
        }
    }

    @Test(arguments: Sample.allCases)
    func zipToolsAcceptTheContainer(sample: Sample) async throws {
        let dossier = try await Dossiers.of(sample)
        for command in [["unzip", "-tqq"], ["7z", "t", "-bd"]] {
            let tested = try await Program.tool(command + [dossier.zip.path])
            #expect(tested.status == 0, "\(tested.output) \(tested.messages)")
            #expect(!tested.output.lowercased().contains("warning"), "\(tested.output)")
        }
        let script = "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); print(z.testzip(), len(z.namelist()))"
        let python = try await Program.tool("python3", "-c", script, dossier.zip.path)
        let files = try FileManager.default.subpathsOfDirectory(atPath: dossier.bag.path).filter {
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: dossier.bag.path + "/" + $0, isDirectory: &isFolder) && !isFolder.boolValue
        }
        #expect(python.output == "None \(files.count)\n", "\(python.messages)")
    }

    @Test(arguments: Sample.allCases)
    func theCaseIsValidAgainstItsSchema(sample: Sample) async throws {
        let dossier = try await Dossiers.of(sample)
        let script = """
            import json, jsonschema
            schema = json.load(open("case.schema.json"))
            validator = jsonschema.validators.validator_for(schema)
            validator.check_schema(schema)
            for error in validator(schema).iter_errors(json.load(open("case.json"))): print(error.json_path, error.message)
            """
        let checked = try await Program.tool("python3", "-c", script, in: dossier.data(""))
        #expect(checked.status == 0 && checked.output.isEmpty, "\(checked.output) \(checked.messages)")
    }

    @Test(arguments: Sample.allCases)
    func bothPDFsAreSound(sample: Sample) async throws {
        let dossier = try await Dossiers.of(sample)
        for name in ["report.pdf", "bundle.pdf"] {
            let checked = try await Program.tool("qpdf", "--check", dossier.data(name).path)
            #expect(checked.status == 0, "\(name): \(checked.output) \(checked.messages)")
        }
    }

    @Test(arguments: Sample.allCases)
    func theReportIsTaggedArchivableAndCarriesTheCase(sample: Sample) async throws {
        let dossier = try await Dossiers.of(sample)
        let report = dossier.data("report.pdf").path
        #expect(try await Program.tool("pdfinfo", report).output.contains(#/Tagged: +yes/#))
        let metadata = try await Program.tool("pdfinfo", "-meta", report).output
        for statement in ["<pdfaid:part>3<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<"] { #expect(metadata.contains(statement)) }
        try await Program.inFolder { folder in
            let detached = try await Program.tool("pdfdetach", "-saveall", "-o", folder.path, report)
            #expect(detached.status == 0, "\(detached.messages)")
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["case.json"])
            #expect(try Data(contentsOf: folder.appending(path: "case.json")) == Data(contentsOf: dossier.data("case.json")))
        }
    }

    /// The number in the corner of a page, the number in the index and the place in the file are one and the same.
    @Test(arguments: Sample.allCases)
    func printedNumberIsIndexIsPage(sample: Sample) async throws {
        let dossier = try await Dossiers.of(sample)
        let pages = try await PDFPages(dossier.data("bundle.pdf"))
        #expect(pages.words.count == dossier.result["pages"] as? Int)
        for (index, words) in pages.words.enumerated() {
            let stamp = words.filter { $0.left > pages.sizes[index].width - 125 && $0.top > pages.sizes[index].height - 60 }
            #expect(stamp.map(\.text) == [String(index + 1)], "page \(index + 1)")
        }
        // A row of the index ends with the first page of its exhibit; on that page the exhibit's slip sheet stands.
        let exhibits = try #require(try dossier.json()["exhibits"] as? [JSON])
        let first = try #require(pages.words.firstIndex { $0.contains { $0.text == exhibits[0]["sha256"] as? String } })
        let rows = try await PDFPages.index(dossier.data("bundle.pdf"), before: first)
        #expect(rows.count == exhibits.count)
        for (exhibit, row) in zip(exhibits, rows) {
            let number = try #require(exhibit["number"] as? String)
            #expect(row.printed == row.target, "\(number)")
            let slip = try #require(pages.words.indices.contains(row.target - 1) ? pages.words[row.target - 1] : nil)
            #expect(slip.contains { $0.text == number }, "\(number) does not stand on page \(row.target)")
            let sha256 = try #require(exhibit["sha256"] as? String)
            #expect(slip.map(\.text).joined().contains(sha256))
        }
    }
}
