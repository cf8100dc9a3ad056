import ByteIO
import SupportForTests
import Testing

@testable import EvidenceArchive

@Suite struct NameTests {
    @Test(arguments: ["aliexpress:8123-4471", "a:b:c", "x-1:订单 七", "shop:#5%20/é", "s:" + String(repeating: "字", count: 100)])
    func ordersSurviveTheirIdentifier(text: String) throws {
        let order = try OrderName(text)
        #expect(order.description == text)
        #expect(order.urn.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F })
        #expect(OrderName(urn: order.urn) == order)
        #expect(TextForms.isURI(order.urn))
    }

    @Test(arguments: [
        ("aliexpress", OrderName.Problem.noColon), ("Ali:1", .platform("Ali")), (":1", .platform("")), ("a_b:1", .platform("a_b")),
        ("a:", .emptyID), ("a:1\n2", .control), ("a:\u{7}", .control), ("a:" + String(repeating: "1", count: 301), .tooLong),
    ])
    func whatIsNoOrderIsSaid(text: String, problem: OrderName.Problem) {
        #expect(throws: problem) { try OrderName(text) }
    }

    @Test func composedAndDecomposedAreTwoOrders() throws {
        #expect(try OrderName("a:\u{E9}") != OrderName("a:e\u{301}"))
    }

    @Test func referencesAreReadInEveryWay() throws {
        #expect(
            OrderReference.readings(of: "old#archive#shop:1#2").map { [$0.archive, $0.order.description] } == [["old#archive", "shop:1#2"]])
        #expect(OrderReference.readings(of: "a#shop:1#shop:2").map(\.archive) == ["a", "a#shop:1"])
        #expect(OrderReference.readings(of: "folder").isEmpty)
        #expect(OrderReference.readings(of: "#shop:1").isEmpty)
    }

    @Test(arguments: [
        ("a/b.txt", "a/b.txt"), ("100%.txt", "100%.txt"), ("100%25.txt", "100%2525.txt"), ("%41", "%41"), ("%FF", "%25FF"), ("汉", "汉"),
    ])
    func logicalPathsStayReadable(name: String, written: String) {
        #expect(LogicalPath.encoded(Array(name.utf8)) == Array(written.utf8))
        #expect(LogicalPath.decoded(Array(written.utf8)) == Array(name.utf8))
    }

    @Test func anyNameComesBack() {
        var generator = Seeded(state: 7)
        let alphabet: [[UInt8]] = [
            [0x25], [0x32], [0x35], [0x46], [0xFF], [0x80], [0xE6], [0xB1, 0x89], [0xE6, 0xB1, 0x89], [0x2F], [0x41],
        ]
        for _ in 0..<3000 {
            let name = (0..<Int.random(in: 0...9, using: &generator)).flatMap { _ in
                alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
            }
            let written = LogicalPath.encoded(name)
            #expect(ArchiveNames.isValidUTF8(written))
            #expect(LogicalPath.decoded(written) == name, "\(name)")
        }
    }

    /// An inventory cannot lead out of a folder by way of escapes.
    @Test func escapesMakeNoDotsAndSlashes() {
        #expect(LogicalPath.decoded(Array("%2E%2E%2Fx%00".utf8)) == Array("%2E%2E%2Fx%00".utf8))
    }

    @Test func contentPathsNeverMeet() {
        var paths = ContentPaths()
        let names = [
            "a.txt", "A.TXT", "a.txt.", "é.txt", "e\u{301}.txt", "con", "b", "B/c", "b./d", "_2/a.txt", "x\u{202E}y", "x:y", "x?y",
            String(repeating: "长", count: 200) + ".pdf", String(repeating: "f/", count: 900) + "g",
        ]
        let made = names.map { paths.path(for: Array($0.utf8)) }
        let keys = Set(made.map { ArchiveNames.collisionKey(of: $0) })
        #expect(keys.count == names.count)
        #expect(LogicalPath.conflict(made) == nil)
        #expect(String(decoding: made[0], as: UTF8.self) == "a.txt")
        for path in made {
            #expect(ArchiveNames.problems(of: path).isEmpty, "\(displayText(ofName: path))")
            #expect(path.count < 1000)
        }
        #expect(made[13].suffix(4) == Array(".pdf".utf8)[...])
    }

    @Test func placesFollowTheLayout() {
        // The example of the OCFL extension 0003 for its default settings.
        let components = StorageLayout.components(of: "..hor/rib:le-$id").map { String(decoding: $0, as: UTF8.self) }
        #expect(components == ["487", "326", "d8c", "%2e%2ehor%2frib%3ale-%24id"])
    }
}
