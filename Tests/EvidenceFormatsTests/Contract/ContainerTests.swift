import CaseModel
import EvidenceIngest
import Testing

/// Z3: what the containers in one file of the source may give is one sum, however they are nested.
@Suite("limits of containers")
struct ContainerTests {
    private static func nested(_ zips: Int, members: Int, bytes: Int) -> [UInt8] {
        storedZip(
            (0..<zips).map { zip in
                let inner = (0..<members).map { ("\(zip)-\($0).txt", [UInt8](repeating: 0x61, count: bytes)) }
                return ("\(zip).zip", storedZip(inner))
            })
    }

    private func status(_ result: IntakeResult, _ path: String) -> ItemStatus? {
        result.items.first { $0.item.path == path }?.item.status
    }

    @Test("bytes")
    func bytes() async throws {
        var options = IntakeOptions()
        options.containerBytes = 20_000
        let file = Self.nested(3, members: 1, bytes: 4_000)
        let result = try await takeIn([("a.zip", file), ("b.zip", file)], options: options)
        // Each zip counts when it is unpacked, and so does what it holds: for the third nothing is left.
        for top in ["a.zip", "b.zip"] {
            #expect(status(result, "\(top)!/1.zip!/1-0.txt") == .read)
            let inside = result.items.map(\.item).filter { $0.parent != nil && $0.path.hasPrefix(top) }.reduce(0) { $0 + $1.bytes }
            #expect(inside <= 20_000)
            let refused = result.refusals.filter { $0.path.hasPrefix(top) }
            #expect(refused.count == 1 && refused.allSatisfy { $0.reason.contains("everything unpacked together") })
        }
    }

    @Test("members")
    func members() async throws {
        var options = IntakeOptions()
        options.containerMembers = 10
        let file = Self.nested(3, members: 4, bytes: 3)
        let result = try await takeIn([("a.zip", file), ("b.zip", file)], options: options)
        for top in ["a.zip", "b.zip"] {
            #expect(status(result, "\(top)!/0.zip!/0-3.txt") == .read)
            for late in ["\(top)!/1.zip", "\(top)!/2.zip"] {
                let item = try #require(result.items.first { $0.item.path == late }?.item)
                #expect(item.status == .failed && item.diagnostics.map(\.kind) == [.containerTooMany])
            }
        }
        #expect(result.items.count == 16)
        options.containerMembers = 15
        #expect(try await takeIn([("a.zip", file)], options: options).items.count == 16)
    }
}
