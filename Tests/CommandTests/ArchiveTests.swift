import Foundation
import Testing

@Suite struct ArchiveTests {
    private static let time = ["--created-at", "2026-07-01T00:00:00Z"]

    /// An archive with the three sample cases.
    private static func sample(_ folder: URL) async throws -> String {
        let archive = folder.appending(path: "archive").path
        #expect(try await Program.run("archive", "init", archive).status == 0)
        for name in ["unpaid-b2b-uk", "marketplace-de", "messy"] {
            let added = try await Program.run(
                ["archive", "add", archive, "--order", "shop:\(name)", Program.cases + "/" + name, "--user", "Li Na <li@example.com>"]
                    + time)
            #expect(added.status == 0, "\(added.messages)")
        }
        return archive
    }

    @Test func buildsTheSameDossierAsFromTheFolder() async throws {
        try await Program.inFolder { folder in
            let archive = try await Self.sample(folder)
            // Without settings the dossier is named after its source, so the folder gets the order's name.
            let plain = folder.appending(path: "shop-plain")
            try FileManager.default.copyItem(atPath: Program.cases + "/messy", toPath: plain.path)
            try? FileManager.default.removeItem(at: plain.appending(path: "case.yaml"))
            try FileManager.default.createSymbolicLink(atPath: plain.path + "/link", withDestinationPath: "/etc/passwd")
            let added = try await Program.run(["archive", "add", archive, "--order", "shop:plain", plain.path] + Self.time)
            #expect(added.status == 3)
            #expect(added.messages.contains("link (symbolic link)"))
            for (source, order) in [
                (Program.cases + "/unpaid-b2b-uk", "shop:unpaid-b2b-uk"), (Program.cases + "/messy", "shop:messy"),
                (plain.path, "shop:plain"),
            ] {
                var zips: [Data] = []
                for (number, name) in [source, archive + "#" + order].enumerated() {
                    let zip = folder.appending(path: "\(number).zip")
                    let built = try await Program.run(["build", name, "--no-pdf", "-o", zip.path] + Self.time)
                    #expect(built.status == 0 || built.status == 3, "\(built.messages)")
                    zips.append(try Data(contentsOf: zip))
                }
                #expect(zips[0] == zips[1], "\(order)")
            }
            let inspected = try await Program.run("inspect", "--json", archive + "#shop:messy")
            #expect(inspected.lines.count > 20)
            #expect(inspected.lines.contains { ($0["path"] as? String)?.hasPrefix(archive + "#shop:messy/") == true })
            #expect(try await Program.run("build", archive + "#shop:none", "--no-pdf").messages.contains("not in the archive"))
            let inside = try await Program.run("build", archive + "#shop:messy", "--no-pdf", "-o", archive + "/ocfl/x.zip")
            #expect(inside.status == 1)
            #expect(try await Program.run("archive", "audit", archive).status == 0)
        }
    }

    /// What is read from an archive is what was added, or nothing is made of it.
    @Test(arguments: ["note.txt", "case.yaml", "advice.txt"])
    func changedContentMakesNothing(name: String) async throws {
        try await Program.inFolder { folder in
            let archive = folder.appending(path: "archive").path
            _ = try await Program.run("archive", "init", archive)
            for order in ["shop:1", "shop:2"] {
                let source = folder.appending(path: order)
                try FileManager.default.createDirectory(at: source, withIntermediateDirectories: true)
                for (file, text) in [
                    ("note.txt", "we shipped it, \(order)"),
                    ("case.yaml", "title: Order \(order)\nexhibits: [{file: advice.txt, privileged: true}]\n"),
                    ("advice.txt", "to my lawyer, \(order)"),
                ] { try Data(text.utf8).write(to: source.appending(path: file)) }
                _ = try await Program.run(["archive", "add", archive, "--order", order, source.path] + Self.time)
            }
            let stored = try #require(
                try FileManager.default.subpathsOfDirectory(atPath: archive + "/ocfl").filter { $0.hasSuffix("/content/" + name) }
                    .map { archive + "/ocfl/" + $0 }.first { try String(contentsOfFile: $0, encoding: .utf8).contains("shop:1") })
            let text = try String(contentsOfFile: stored, encoding: .utf8).replacingOccurrences(of: "rder", with: "RDER")
            try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: stored)
            try Data((name == "case.yaml" ? text : text + "!").utf8).write(to: URL(fileURLWithPath: stored))
            let zip = folder.path + "/out.zip"
            for command in [
                ["build", archive + "#shop:1", "--no-pdf", "-o", zip], ["assess", archive + "#shop:1"],
                ["archive", "export", archive, "shop:1", folder.path + "/out"],
            ] {
                let refused = try await Program.run(command)
                #expect(refused.status == 1 && refused.messages.contains("\(name): was changed in the archive"), "\(refused.messages)")
            }
            #expect(!FileManager.default.fileExists(atPath: zip))
            let job = "{\"id\":\"1\",\"source\":\"\(archive)#shop:1\",\"output\":\"\(zip)\",\"options\":{\"pdf\":false}}\n"
            #expect(try await Program.run(["worker"], input: job).lines.first?["status"] as? String == "failed")
            let batch = try await Program.run(["batch", archive, "-o", folder.path + "/dossiers", "--no-pdf", "--json"] + Self.time)
            #expect(batch.status == 1 && batch.lines.last?["failed"] as? Int == 1 && batch.lines.last?["made"] as? Int == 1)
            if name == "note.txt" { #expect(try await Program.run("inspect", archive + "#shop:1").status == 1) }
        }
    }

    @Test func exportGivesTheFolderBack() async throws {
        try await Program.inFolder { folder in
            let archive = try await Self.sample(folder)
            let target = folder.appending(path: "out").path
            let exported = try await Program.run("archive", "export", archive, "shop:messy", target, "--json")
            #expect(exported.status == 0, "\(exported.messages)")
            let original = Program.cases + "/messy"
            let names = try FileManager.default.subpathsOfDirectory(atPath: original).sorted()
            #expect(try FileManager.default.subpathsOfDirectory(atPath: target).sorted() == names)
            #expect(names.allSatisfy { FileManager.default.contentsEqual(atPath: original + "/" + $0, andPath: target + "/" + $0) })
            #expect(try await Program.run("archive", "export", archive, "shop:messy", target).status == 1)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["archive", "out"])
        }
    }

    @Test func statusesAreAsDocumented() async throws {
        try await Program.inFolder { folder in
            let archive = try await Self.sample(folder)
            let again = try await Program.run(
                ["archive", "add", archive, "--order", "shop:messy", Program.cases + "/messy", "--json"] + Self.time)
            #expect(again.status == 0)
            #expect(again.lines.first?["new"] as? Bool == false)
            #expect(try await Program.run("archive", "init", archive).status == 1)
            #expect(try await Program.run("archive", "add", archive, "--order", "Shop:1", folder.path).status == 1)
            #expect(try await Program.run("archive", "add", archive, "--order", "shop:1").status == 64)
            #expect(try await Program.run("archive", "add", archive, "--order", "shop:1", "/nowhere").status == 1)
            #expect(
                try await Program.run("archive", "add", folder.path, "--order", "shop:1", "/etc/hostname").messages.contains(
                    "is no archive"))
            #expect(
                try await Program.run("archive", "add", archive, "--order", "shop:1", folder.path).messages.contains(
                    "lies in the archive or holds it"))
            #expect(try await Program.run("archive", "audit", "/nowhere").status == 1)
            let listed = try await Program.run("archive", "list", archive, "--json")
            #expect(listed.lines.compactMap { $0["order"] as? String } == ["shop:marketplace-de", "shop:messy", "shop:unpaid-b2b-uk"])
            let shown = try await Program.run("archive", "show", archive, "shop:messy", "--json")
            #expect((shown.lines.first?["files"] as? [Any])?.count == 21)
            #expect((shown.lines.first?["custody"] as? String)?.count == 64)
            try Data("x".utf8).write(to: URL(fileURLWithPath: archive + "/ocfl/extra"))
            let audited = try await Program.run("archive", "audit", archive, "--json")
            #expect(audited.status == 4)
            #expect(audited.lines.first?["path"] as? String == "ocfl/extra")
            #expect(audited.lines.last?["intact"] as? Bool == false)
        }
    }

    @Test(arguments: ["csv", "ndjson"])
    func importsOnceAndTellsOfBadLines(kind: String) async throws {
        try await Program.inFolder { folder in
            let archive = folder.appending(path: "archive").path
            _ = try await Program.run("archive", "init", archive)
            for name in ["one", "two, with \"comma\"", "三"] {
                let order = folder.appending(path: name)
                try FileManager.default.createDirectory(at: order, withIntermediateDirectories: false)
                try Data(name.utf8).write(to: order.appending(path: "note.txt"))
            }
            try Data("single".utf8).write(to: folder.appending(path: "single.txt"))
            let table = folder.appending(path: "orders." + kind).path
            let text =
                kind == "csv"
                ? "\u{FEFF}note,order,path\r\n1,shop:1,one\r\n2,shop:2,\"two, with \"\"comma\"\"\"\n3,Shop:3,one\n4,shop:4,gone\n5,shop:1,single.txt\n6,shop:6,三\n7\n"
                : """
                {"order":"shop:1","path":"one"}
                {"order":"shop:2","path":"two, with \\"comma\\"","note":2}
                {"order":"Shop:3","path":"one"}
                {"order":"shop:4","path":"gone"}
                {"order":"shop:1","path":"single.txt"}
                {"order":"shop:6","path":"三"}
                not json

                """
            try Data(text.utf8).write(to: URL(fileURLWithPath: table))
            for round in 0..<2 {
                let imported = try await Program.run(["archive", "import", archive, "--table", table, "--json"] + Self.time)
                #expect(imported.status == 3)
                let summary = try #require(imported.lines.last)
                #expect(summary["orders"] as? Int == 3)
                #expect(summary["changed"] as? Int == (round == 0 ? 3 : 0))
                #expect(summary["problems"] as? Int == 3)
                let first = kind == "csv" ? 2 : 1
                let lines = imported.lines.filter { $0["type"] as? String == "problem" }.compactMap { $0["line"] as? Int }
                #expect(lines.sorted() == [first + 2, first + 3, first + 6])
            }
            let shown = try await Program.run("archive", "show", archive, "shop:1", "--json")
            #expect((shown.lines.first?["files"] as? [[String: Any]])?.compactMap { $0["path"] as? String } == ["note.txt", "single.txt"])
            #expect((shown.lines.first?["versions"] as? [Any])?.count == 1)
            #expect(try await Program.run("archive", "audit", archive).status == 0)
        }
    }

    /// Each is a problem of its line, and says what is wrong; the others are imported.
    @Test func linesOfATableThatMeanNothingAreTold() async throws {
        try await Program.inFolder { folder in
            let archive = folder.appending(path: "archive").path
            _ = try await Program.run("archive", "init", archive)
            for name in ["one", "empty"] {
                try FileManager.default.createDirectory(at: folder.appending(path: name), withIntermediateDirectories: false)
            }
            try Data("x".utf8).write(to: folder.appending(path: "one/note.txt"))
            let rows = [
                ("shop:1", "one", nil), ("shop:2", "", "names no path"), ("shop:3", "empty", "holds no evidence"),
                ("shop:1", "./one/", "says the same as line"), ("shop:1 ", "one", "has blanks"), ("shop: 1", "one", "has blanks"),
                (" shop:1", "one", "has blanks"), ("shop:4", "one", nil),
            ]
            func problems(_ name: String, _ text: String) async throws -> [String] {
                let table = folder.appending(path: name)
                try Data(text.utf8).write(to: table)
                let imported = try await Program.run(["archive", "import", archive, "--table", table.path, "--json"] + Self.time)
                #expect(imported.status == 3 && imported.lines.last?["orders"] as? Int == 2, "\(imported.output)\(imported.messages)")
                return imported.lines.filter { $0["type"] as? String == "problem" }
                    .sorted { $0["line"] as? Int ?? 0 < $1["line"] as? Int ?? 0 }.compactMap { $0["reason"] as? String }
            }
            let expected = rows.compactMap(\.2)
            let csv = rows.map { "\"\($0.0)\",\($0.1)\n" }.joined() + "shop:5,one,two\n"
            let lines = rows.map { "{\"order\":\"\($0.0)\",\"path\":\"\($0.1)\"}\n" }.joined()
            let told = [
                (try await problems("t.csv", "order,path\n" + csv), expected + ["more fields"]),
                (
                    try await problems("t.ndjson", lines + "{\"order\":\"shop:6\",\"path\":\"one\"} {\"order\":\"shop:7\"}\n"),
                    expected + ["no single JSON object"]
                ),
            ]
            for (found, expected) in told {
                #expect(found.count == expected.count && zip(found, expected).allSatisfy { $0.contains($1) }, "\(found)")
            }
            let wide = Data([0xFF, 0xFE]) + (try #require("order,path\n".data(using: .utf16LittleEndian)))
            for (bytes, words) in [(Data("order;path\nshop:1;one\n".utf8), "separated by commas"), (wide, "Save it as UTF-8")] {
                let table = folder.appending(path: "other.csv")
                try bytes.write(to: table)
                let refused = try await Program.run("archive", "import", archive, "--table", table.path)
                #expect(refused.status == 1 && refused.messages.contains(words), "\(refused.messages)")
            }
        }
    }

    /// Orders whose names differ in the composition of a letter only are two orders.
    @Test func namesThatLookAlikeAreTwoOrders() async throws {
        try await Program.inFolder { folder in
            let archive = try await OrderArchive(in: folder, orders: 0)
            let names = ["shop:caf\u{E9}", "shop:cafe\u{301}"]
            for (number, name) in names.enumerated() { try await archive.add(name, ["note.txt": "order \(number)"]) }
            for made in [2, 0] {
                let ran = try await archive.batch("--no-pdf", "--json")
                #expect(ran.lines.last?["made"] as? Int == made && ran.lines.last?["upToDate"] as? Int == 2 - made, "\(ran.output)")
            }
            let list = folder.appending(path: "orders.txt")
            try Data(names.joined(separator: "\n").utf8).write(to: list)
            let chosen = try await archive.batch("--no-pdf", "--json", "--orders", list.path)
            #expect(chosen.lines.last?["upToDate"] as? Int == 2)
            let indexed = try await Program.run("archive", "rebuild-index", archive.path, "--json")
            #expect(indexed.lines.last?["orders"] as? Int == 2)
        }
    }

    /// The numbers of exhibits in the index are those of the dossier.
    @Test func searchNamesTheExhibitsOfTheDossier() async throws {
        try await Program.inFolder { folder in
            let archive = folder.appending(path: "archive").path
            _ = try await Program.run("archive", "init", archive)
            _ = try await Program.run("archive", "add", archive, "--order", "shop:1", Program.cases + "/messy")
            let dossier = folder.appending(path: "dossier.zip").path
            _ = try await Program.run("build", archive + "#shop:1", "-o", dossier, "--no-pdf", "--quiet")
            let text = try await Program.tool("unzip", "-p", dossier, "*/data/case.json").output
            let json = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? JSON)
            let exhibits = try #require(json["exhibits"] as? [JSON])
            var expected: [String: String] = [:]
            for exhibit in exhibits { expected[try #require(exhibit["path"] as? String)] = exhibit["number"] as? String }
            var found: [String: String] = [:]
            for word in ["pdf", "txt", "xml", "jpg", "zip", "1", "statement", "dat", "eml", "png", "yaml", "c"] {
                for hit in try await Program.run("archive", "search", archive, word, "--json", "--limit", "100000").lines {
                    if hit["kind"] as? String == "file", let path = hit["path"] as? String { found[path] = hit["exhibit"] as? String }
                }
            }
            #expect(found.keys.count { $0.hasSuffix(".pdf") } >= 3)
            for (path, number) in found { #expect(number == expected[path], "\(path)") }
        }
    }

    @Test func searchFindsAndNamesThePlace() async throws {
        try await Program.inFolder { folder in
            let archive = try await Self.sample(folder)
            func search(_ words: String) async throws -> Program.Outcome {
                try await Program.run("archive", "search", archive, words, "--json")
            }
            for (words, order, path) in [
                ("Morgan Thorne", "shop:messy", "documents/invoice-NC-2026-0177.xml"),
                ("1Z4X7R290410388416", "shop:unpaid-b2b-uk", "logistics/ups-track-1Z4X7R290410388416.xml"),
                ("8191734402257716", "shop:marketplace-de", "platform/aliexpress-order-8191734402257716.json"),
                ("签收证明", "shop:marketplace-de", "chats/与物流老周的 WhatsApp 聊天.txt"),
                ("拒付", "shop:marketplace-de", "chats/与物流老周的 WhatsApp 聊天.txt"),
            ] {
                let hits = try await search(words).lines
                #expect(Set(hits.compactMap { $0["order"] as? String }) == [order], "\(words)")
                let hit = try #require(
                    hits.first { $0["path"] as? String == path && ($0["place"] as? [String: Any])?.isEmpty == false }, "\(words)")
                #expect((hit["exhibit"] as? String)?.hasPrefix("C") == true)
            }
            let shown = try await Program.run("archive", "search", archive, "1Z4X7R290410388416").output
            #expect(shown.contains("C2 documents/despatch-advice-DA-2026-0112.xml, line "), "\(shown)")
            #expect(try await search("shop:messy").lines.first?["kind"] as? String == "order")
            #expect(try await search("zebra crossing").lines.isEmpty)
            // Words of notes and on the pages of PDFs, whatever the files are called.
            for (words, path, member) in [
                ("consignee despatch", "documents/packing-list-DA-2026-0112.pdf", "page"),
                ("packed 18 cartons pallet", "notes.txt", "line"),
            ] {
                let hits = try await search(words).lines.filter { $0["kind"] as? String == "document" }
                #expect(hits.contains { $0["path"] as? String == path && ($0["place"] as? JSON)?[member] != nil }, "\(hits)")
            }
            // A cache: gone, broken or made anew, the answers are the same.
            let before = try await search("invoice").output
            #expect(!before.isEmpty)
            let index = archive + "/index.sqlite"
            try FileManager.default.removeItem(atPath: index)
            #expect(try await search("invoice").output == before)
            try Data("no database".utf8).write(to: URL(fileURLWithPath: index))
            #expect(try await search("invoice").output == before)
            #expect(try await Program.run("archive", "rebuild-index", archive).status == 0)
            #expect(try await search("invoice").output == before)
            // What is added later is found, and what is replaced is not.
            let note = folder.appending(path: "note.eml")
            for word in ["walrus", "narwhal"] {
                try Data("From: a@example.com\nDate: Mon, 2 Feb 2026 10:00:00 +0000\nSubject: about the \(word)\n\nhello\n".utf8).write(
                    to: note)
                _ = try await Program.run(["archive", "add", archive, "--order", "shop:messy", note.path] + Self.time)
                #expect(try await search(word).lines.first?["path"] as? String == "note.eml")
            }
            #expect(try await search("walrus").lines.isEmpty)
            #expect(try FileManager.default.contentsOfDirectory(atPath: archive + "/pending") == [])
            #expect(try await Program.run("archive", "audit", archive).status == 0)
            // An order removed with all its folders leaves a trace in the index alone.
            let first = try #require(FileManager.default.contentsOfDirectory(atPath: archive + "/ocfl").first { $0.utf8.count == 3 })
            try FileManager.default.removeItem(atPath: archive + "/ocfl/" + first)
            let audited = try await Program.run("archive", "audit", archive)
            #expect(audited.status == 4)
            #expect(audited.output.contains("is gone"))
        }
    }
}
