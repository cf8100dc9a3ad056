import Foundation
import Testing

/// `index.html` of finished dossiers, opened as a file in Chromium with the network off.
@Suite struct ViewerTests {
    /// What one visit saw. A visit with an error on the console or a request beyond the machine's files is a failure.
    private func visit(_ scenario: String, _ bag: URL, _ words: String...) async throws -> JSON {
        try await visit(scenario, bag, words: words)
    }

    private func visit(_ scenario: String, _ bag: URL, words: [String]) async throws -> JSON {
        let script = Program.project.appending(path: "Tests/CommandTests/Viewer/browse.py").path
        let browsed = try await Program.tool(["python3", script, scenario, bag.path] + words)
        let seen = try #require(browsed.lines.last, "\(browsed.messages)")
        #expect(seen["errors"] as? [String] == [])
        #expect(seen["requests"] as? [String] == [])
        return seen
    }

    @Test func searchFindsAChineseWordOfTwoCharacters() async throws {
        let dossier = try await Dossiers.of(.marketplace)
        let word = "签收"
        let said = try Messages.texts(dossier.json()).filter { $0.contains(word) }
        #expect(said.count > 2)
        let seen = try await visit("search", dossier.bag, word, "龘龘")
        let found = try #require(seen["found"] as? [String: JSON])
        let texts = try #require(found[word]?["texts"] as? [String])
        for text in said { #expect(texts.contains { $0.contains(text.prefix { $0 != "\n" }) }, "\(text) is not among the hits") }
        #expect(texts.allSatisfy { $0.contains(word) })
        let marks = try #require(found[word]?["marks"] as? [String])
        #expect(marks.count >= texts.count && Set(marks) == [word])
        #expect(found["龘龘"]?["hits"] as? Int == 0)
    }

    /// One click on a fact's source opens the exhibit there, a second its original or its page of the bundle.
    @Test(arguments: Sample.allCases)
    func aFactLeadsToItsExhibitInTwoClicks(sample: Sample) async throws {
        let dossier = try await Dossiers.of(sample)
        let json = try dossier.json()
        let exhibits = try #require(json["exhibits"] as? [JSON])
        let pages = try #require(dossier.result["pages"] as? Int)
        let facts = try #require(try await visit("facts", dossier.bag)["facts"] as? [JSON])
        #expect(facts.count > 3)
        var opened = 0
        for fact in facts {
            let number = try #require(fact["exhibit"] as? String)
            let exhibit = try #require(exhibits.first { $0["number"] as? String == number })
            #expect(fact["panel"] as? String == number)
            let links = try #require(fact["links"] as? [String])
            let page = try #require(links.last?.split(separator: "=").last.flatMap { Int($0) }, "\(fact)")
            #expect((1...pages).contains(page))
            guard let url = fact["opened"] as? String else { continue }
            opened += 1
            let bytes = try Data(contentsOf: try #require(URL(string: url)))
            #expect(Digest.sha256(bytes) == exhibit["sha256"] as? String, "\(url)")
        }
        #expect(opened > 0)
    }

    @Test func theHashCheckIsGreenAndThenRed() async throws {
        let dossier = try await Dossiers.of(.marketplace)
        let exhibits = try #require(try dossier.json()["exhibits"] as? [JSON])
        let file = try #require(exhibits.compactMap { $0["file"] as? String }.last)
        try await Program.inFolder { folder in
            let seen = try await visit("check", try dossier.copy(below: folder), "data/" + file)
            let before = try #require(seen["before"] as? JSON)
            #expect(before["classes"] as? [String] == ["verdict", "good"])
            #expect(before["problems"] as? [String] == [])
            let after = try #require(seen["after"] as? JSON)
            #expect(after["classes"] as? [String] == ["verdict", "bad"])
            let problems = try #require(after["problems"] as? [String])
            #expect(problems.count == 1 && problems[0].contains("data/" + file), "\(problems)")
            #expect(after["colour"] as? String != before["colour"] as? String)
        }
    }

    /// What people wrote is shown as they wrote it, and none of it runs (R1); what steers the text around it is a mark (U1).
    @Test func hostileTextIsShownAndDoesNothing() async throws {
        let messages = [
            ("uno", "<script>window.hostile1 = 1</script>"), ("due", #""><img src=x onerror="window.hostile2=1">"#),
            ("tre", "</script><script>window.hostile3=1</script><!--"), ("quattro", "<svg/onload=window.hostile4=1>"),
            ("cinque", "javascript:window.hostile5=1"), ("sei", "{{script}} ${window.hostile6=1} &lt;b&gt; </title></style>"),
            ("sette", "invoice\u{202E}fdp.exe"),
        ]
        let shown = messages.map { $0.1.replacingOccurrences(of: "\u{202E}", with: "RLO") }
        try await Program.inFolder { folder in
            let source = folder.appending(path: "evidence")
            try FileManager.default.createDirectory(at: source, withIntermediateDirectories: true)
            let lines = messages.enumerated().map { "12/03/2026, 14:1\($0) - <b>Eve</b>: \($1.0) \($1.1)\n" }
            try Data(lines.joined().utf8).write(to: source.appending(path: "WhatsApp Chat with Eve.txt"))
            try Data("<img src=x onerror='window.hostile7=1'>\n".utf8).write(
                to: source.appending(path: "<img src=x onerror=hostile8=1>.txt"))
            try Data("title: '</title><script>window.hostile9=1</script>'\n".utf8).write(to: source.appending(path: "case.yaml"))
            let bag = try await Self.bag(of: source, in: folder)
            let seen = try await visit("texts", bag, words: messages.map(\.0))
            #expect(seen["ran"] as? [String] == [])
            #expect(seen["elements"] as? Int == 0)
            let rows = try #require(seen["rows"] as? [String: String])
            for (message, text) in zip(messages, shown) { #expect(rows[message.0] == message.0 + " " + text) }
        }
    }

    /// An original opens in the browser only where a browser cannot run it. XML can be run as well: a script in it is one as
    /// soon as it is in the namespace of XHTML, and its style sheet is fetched from wherever it says.
    @Test func originalsThatABrowserWouldRunAreNotLinked() async throws {
        let script = "<script xmlns='http://www.w3.org/1999/xhtml'>window.hostile = 1</script>"
        let sheet = "<?xml-stylesheet type='text/css' href='http://192.0.2.1/seen.css'?>"
        let files = [
            "backup.xml":
                "<?xml version='1.0'?>\(sheet)<smses count='1'><sms address='+4915100' date='1772400000000' type='1' body='paid'/>\(script)</smses>",
            "page.html": "<html>\(script)</html>", "page.xhtml": "<html xmlns='http://www.w3.org/1999/xhtml'>\(script)</html>",
            "drawing.svg": "<svg xmlns='http://www.w3.org/2000/svg'>\(script)</svg>", "note.txt": "<html>\(script)</html>",
            "data.json": "{\"text\": \"\(script)\"}",
        ]
        try await Program.inFolder { folder in
            let source = folder.appending(path: "evidence")
            try FileManager.default.createDirectory(at: source, withIntermediateDirectories: true)
            for (name, text) in files { try Data(text.utf8).write(to: source.appending(path: name)) }
            let seen = try await visit("originals", try await Self.bag(of: source, in: folder))
            #expect(seen["ran"] as? [String] == [])
            #expect(Set(seen["opened"] as? [String] ?? []) == ["data.json", "note.txt"])
            #expect(Set(seen["kept"] as? [String] ?? []) == ["backup.xml", "page.html", "page.xhtml", "drawing.svg"])
        }
    }

    /// The times are printed, not judged: speed is the benchmark's matter.
    @Test func fiftyThousandMessagesAreSearched() async throws {
        try await Program.inFolder { folder in
            let source = folder.appending(path: "evidence")
            try FileManager.default.createDirectory(at: source, withIntermediateDirectories: true)
            var chat = ""
            for number in 0..<50_000 {
                let (day, minute) = (number / 1440, number % 1440)
                let date = "\(day % 28 + 1)/\(day / 28 + 1)/2026, \(minute / 60):\(minute % 60 < 10 ? "0" : "")\(minute % 60)"
                let words = number % 1000 == 7 ? "付款 still open" : "ordinary words about lamps"
                chat += "\(date) - \(number % 2 == 0 ? "Lin Qiao" : "Daniel Finch"): message \(number)x \(words)\n"
            }
            try Data(chat.utf8).write(to: source.appending(path: "WhatsApp Chat with Daniel.txt"))
            let bag = try await Self.bag(of: source, in: folder)
            let seen = try await visit("search", bag, "49999x", "付款", "付款 Finch")
            let found = try #require(seen["found"] as? [String: JSON])
            #expect(found["49999x"]?["hits"] as? Int == 1)
            #expect((found["49999x"]?["texts"] as? [String])?.first?.contains("message 49999x ordinary") == true)
            #expect(found["付款"]?["hits"] as? Int == 50)
            #expect(found["付款 Finch"]?["hits"] as? Int == 50)
            print("50,000 messages: opened in \(seen["seconds"] ?? "?") s, searched in \(found.mapValues { $0["seconds"] ?? "?" }) s")
        }
    }

    /// Builds a folder without PDFs and unpacks the dossier.
    private static func bag(of source: URL, in folder: URL) async throws -> URL {
        let zip = folder.appending(path: "out.zip")
        let built = try await Program.run("build", source.path, "--no-pdf", "-o", zip.path, "--created-at", Dossier.time)
        try #require(built.status == 0, "\(built.messages)")
        let unpacked = folder.appending(path: "unpacked")
        try FileManager.default.createDirectory(at: unpacked, withIntermediateDirectories: true)
        return try await Dossier.unpack(zip, below: unpacked)
    }
}
