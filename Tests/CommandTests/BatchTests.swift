import Foundation
import Glibc
import Subprocess
import SupportForTests
import Testing

@Suite struct BatchTests {
    /// `12 orders: 9 made, 1 with unread evidence, 1 up to date, 1 failed`.
    private static func counts(_ text: String) -> [Int] { text.matches(of: /\d+/).compactMap { Int($0.output) } }

    @Test func outcomesAddUpAndOneBadOrderStopsNothing() async throws {
        try await Program.inFolder { folder in
            let archive = try await OrderArchive(in: folder, orders: 3)
            try await archive.add("shop:bad", ["case.yaml": "colour: red\n", "note.txt": "x"])
            try await archive.add("shop:cut", ["order.xml": "<Order xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:Order-2\"><ID>"])
            let ran = try await archive.batch("--no-pdf", "-j", "2")
            #expect(ran.status == 1)
            #expect(Self.counts(ran.output) == [5, 3, 1, 0, 1])
            #expect(ran.messages.contains("shop:bad: ") && ran.messages.contains("colour"))
            #expect(try archive.dossiers() == ["shop_0.zip", "shop_1.zip", "shop_2.zip", "shop_cut.zip"])
            let outcomes = try archive.outcomes()
            #expect(outcomes.map { $0["order"] as? String } == ["shop:0", "shop:1", "shop:2", "shop:bad", "shop:cut"])
            #expect(outcomes.map { $0["status"] as? String } == ["done", "done", "done", "failed", "unread"])
            let again = try await archive.batch("--no-pdf", "--json")
            let last = try #require(again.lines.last)
            #expect(["orders", "made", "unread", "upToDate", "failed"].map { last[$0] as? Int } == [5, 0, 0, 4, 1])
            #expect(again.lines.count == 6)
        }
    }

    @Test func onlyWhatChangedIsMadeAgain() async throws {
        try await Program.inFolder { folder in
            let archive = try await OrderArchive(in: folder, orders: 4)
            #expect(try await archive.batch("--no-pdf").status == 0)
            let before = try archive.bytes()
            let times = try archive.dossiers().map { try Self.inode(archive.output + "/" + $0) }
            #expect(try await Self.counts(archive.batch("--no-pdf").output) == [4, 0, 0, 4, 0])
            #expect(try archive.dossiers().map { try Self.inode(archive.output + "/" + $0) } == times)

            try await archive.add("shop:2", ["more.txt": "one more"])
            #expect(try await Self.counts(archive.batch("--no-pdf").output) == [4, 1, 0, 3, 0])
            let after = try archive.bytes()
            #expect(before.filter { $0.value != after[$0.key] }.keys.sorted() == ["shop_2.zip"])

            // A dossier that was removed, one that was changed, one that was only copied.
            try FileManager.default.removeItem(atPath: archive.output + "/shop_0.zip")
            let changed = URL(fileURLWithPath: archive.output + "/shop_1.zip")
            var bytes = try #require(after["shop_1.zip"])
            bytes[bytes.count / 2] ^= 1
            try bytes.write(to: changed)
            try #require(after["shop_3.zip"]).write(to: URL(fileURLWithPath: archive.output + "/shop_3.zip"))
            #expect(try await Self.counts(archive.batch("--no-pdf").output) == [4, 2, 0, 2, 0])
            #expect(try archive.bytes() == after)
            // Another creation time makes other dossiers.
            let later = try await Program.run(
                "batch", archive.path, "-o", archive.output, "--no-pdf", "--created-at", "2026-08-01T00:00:00Z")
            #expect(Self.counts(later.output) == [4, 4, 0, 0, 0])
        }
    }

    private static func inode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber] as? Int
    }

    @Test func sameBytesHoweverItIsDriven() async throws {
        try await Program.inFolder { folder in
            let archive = try await OrderArchive(in: folder, orders: 4)
            #expect(try await archive.batch("--no-pdf", "-j", "3").status == 0)
            let bytes = try archive.bytes()
            let other = folder.appending(path: "other").path
            let jobs = try await Program.run("batch", archive.path, "-o", other, "--no-pdf", "--jobs", "--created-at", OrderArchive.time)
            let worked = try await Program.run(["worker"], input: jobs.output)
            #expect(worked.lines.count == 4)
            for (name, data) in bytes { #expect(try Data(contentsOf: URL(fileURLWithPath: other + "/" + name)) == data) }
            let built = folder.appending(path: "built.zip")
            _ = try await Program.run(
                "build", archive.path + "#shop:1", "--no-pdf", "-o", built.path, "--created-at", OrderArchive.time)
            #expect(try Data(contentsOf: built) == bytes["shop_1.zip"])
        }
    }

    @Test func chosenOrdersAndTheirNames() async throws {
        try await Program.inFolder { folder in
            let archive = try await OrderArchive(in: folder, orders: 1)
            for order in ["shop:a/b", "shop:a-b", "shop:订单", "shop:" + String(repeating: "9", count: 90)] {
                try await archive.add(order, ["note.txt": order])
            }
            let list = folder.appending(path: "list.txt")
            try Data("shop:a/b\nshop:a-b\n\nshop:订单\nshop:a-b\nshop:none\nnot an order\n".utf8).write(to: list)
            let ran = try await archive.batch("--no-pdf", "--orders", list.path)
            #expect(ran.status == 1)
            #expect(Self.counts(ran.output) == [5, 3, 0, 0, 2])
            #expect(ran.messages.contains("shop:none") && ran.messages.contains("not an order"))
            let names = try archive.dossiers()
            #expect(names.count == 3 && names.contains("shop_a-b.zip"))
            #expect(names.allSatisfy { $0.utf8.allSatisfy { $0 < 0x7F } && $0.hasSuffix(".zip") && $0.utf8.count < 80 })
            #expect(try await Self.counts(archive.batch("--no-pdf").output) == [5, 2, 0, 3, 0])
        }
    }

    @Test func summaryIsSafeAndSaysWhatToDo() async throws {
        try await Program.inFolder { folder in
            let archive = try await OrderArchive(in: folder, orders: 1)
            try await archive.add("shop:x", ["case.yaml": "title: \"=cmd|' </script><b>\"\n", "note.txt": "x"])
            #expect(try await archive.batch("--assess").status == 0)
            #expect(try archive.dossiers() == [])
            let table = try String(contentsOfFile: archive.output + "/summary.csv", encoding: .utf8)
            #expect(table.contains("'=cmd|'") && !table.contains(",=cmd"))
            let page = try String(contentsOfFile: archive.output + "/summary.html", encoding: .utf8)
            #expect(page.contains("default-src 'none'") && !page.contains("</script><b>"))
            for outcome in try archive.outcomes() {
                let dossier = try #require(outcome["dossier"] as? [String: Any])
                #expect(dossier["nextStep"] as? String == "find-amount")
            }
            #expect(try await Self.counts(archive.batch("--assess").output) == [2, 0, 0, 2, 0])
        }
    }

    /// One that dies, and one that never ends. The version is asked for before; it happens over the first document.
    @Test(arguments: [("kill -9 $$", "ended"), ("exec sleep 3600", "more than 10 seconds")])
    func badTypesetterCostsOneOrder(misdeed: String, reason: String) async throws {
        try await Program.inFolder { folder in
            let archive = try await OrderArchive(in: folder, orders: 3)
            let environment = try Program.badTypesetter(in: folder, misdeed)
            let ran = try await archive.batch("-j", "1", "--order-limit", "30", environment: environment)
            #expect(Self.counts(ran.output) == [3, 2, 0, 0, 1], "\(ran.messages)")
            #expect(ran.status == 1)
            #expect(ran.messages.contains("shop:0: ") && ran.messages.contains(reason), "\(ran.messages)")
            // What failed is made by the next run; all the others, too, for another version of the typesetter.
            #expect(try await Self.counts(archive.batch("-j", "1", environment: environment).output) == [3, 3, 0, 0, 0])
        }
    }

    /// Root can make a small file system; elsewhere this is not tested, and said.
    @Test func aFullDiskEndsTheBatchAndTheNextRunGoesOn() async throws {
        try await Program.inFolder { folder in
            let archive = try await OrderArchive(in: folder, orders: 8)
            #expect(try await archive.batch("--no-pdf").status == 0)
            let expected = try archive.bytes()
            let size = expected.values.map(\.count).reduce(0, +)
            try FileManager.default.removeItem(atPath: archive.output)
            try FileManager.default.createDirectory(atPath: archive.output, withIntermediateDirectories: true)
            let mounted = try await Program.tool("mount", "-t", "tmpfs", "-o", "size=\(size / 2)", "tmpfs", archive.output)
            guard mounted.status == 0 else {
                print("a batch on a full disk was NOT tested: only root can mount a small file system")
                return
            }
            do {
                let full = try await archive.batch("--no-pdf")
                #expect(full.status == 1)
                #expect(full.messages.contains("the batch cannot go on") && full.messages.contains("No space left on device"))
                #expect(full.messages.contains("run it again"), "\(full.messages)")
                let made = try archive.bytes()
                #expect(made.count < 8 && made.allSatisfy { expected[$0.key] == $0.value })
                #expect(try await Program.tool("mount", "-o", "remount,size=\(size * 3)", archive.output).status == 0)
                let later = try await archive.batch("--no-pdf")
                #expect(later.status == 0, "\(later.messages)")
                let counts = Self.counts(later.output)
                #expect(counts.first == 8 && counts.dropFirst().reduce(0, +) == 8 && counts.last == 0, "\(later.output)")
                #expect(try archive.bytes() == expected)
                #expect(try archive.hidden() == [".batch-records.ndjson"])
            } catch {
                _ = try await Program.tool("umount", "-l", archive.output)
                throw error
            }
            _ = try await Program.tool("umount", "-l", archive.output)
        }
    }

    @Test func twoBatchesDoNotShareAFolder() async throws {
        try await Program.inFolder { folder in
            let archive = try await OrderArchive(in: folder, orders: 1)
            try FileManager.default.createDirectory(atPath: archive.output, withIntermediateDirectories: true)
            let lock = open(archive.output + "/.batch-lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
            #expect(flock(lock, LOCK_EX | LOCK_NB) == 0)
            let ran = try await archive.batch("--no-pdf")
            #expect(ran.status == 1)
            #expect(ran.messages.contains("another batch works there"))
            _ = close(lock)
            #expect(try await archive.batch("--no-pdf").status == 0)
        }
    }

    /// Killed at any moment, only whole dossiers stand there, and the next run makes what is missing. CASEFILE_KILLS
    /// sets the number of moments.
    @Test func killedAtAnyMomentItGoesOn() async throws {
        let moments = ProcessInfo.processInfo.environment["CASEFILE_KILLS"].flatMap { Int($0) } ?? 6
        try await Program.inFolder { folder in
            let archive = try await OrderArchive(in: folder, orders: 8)
            #expect(try await archive.batch("--no-pdf").status == 0)
            let expected = try archive.bytes()
            var seed = Seeded(state: 20_261_124)
            for moment in 0..<moments {
                if moment % 3 == 0 {
                    // What the kills before this one left is made good first.
                    try await resumes(archive, expected)
                    try FileManager.default.removeItem(atPath: archive.output)
                }
                let delay = Duration.milliseconds(Int(seed.next() % 2500))
                _ = try await Program.run(
                    ["batch", archive.path, "-o", archive.output, "--no-pdf", "--created-at", OrderArchive.time], signal: .kill,
                    after: delay)
                guard FileManager.default.fileExists(atPath: archive.output) else { continue }
                for (name, data) in try archive.bytes() { #expect(data == expected[name], "\(name) after \(delay)") }
            }
            try await resumes(archive, expected)
        }
    }

    /// The outcomes add up, every dossier is there, and nothing else.
    private func resumes(_ archive: OrderArchive, _ expected: [String: Data]) async throws {
        let last = try await archive.batch("--no-pdf")
        #expect(last.status == 0, "\(last.messages)")
        let counts = Self.counts(last.output)
        #expect(counts.first == expected.count && counts.dropFirst().reduce(0, +) == expected.count, "\(last.output)")
        #expect(try archive.outcomes().count == expected.count)
        #expect(try archive.bytes() == expected)
        #expect(try archive.hidden() == [".batch-records.ndjson"])
    }
}
