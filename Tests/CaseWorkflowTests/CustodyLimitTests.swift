import CaseModel
import Testing

@testable import CaseWorkflow

/// What a dossier says of the limits it was made with is believed only as far as a build could have had them.
@Suite struct CustodyLimitTests {
    @Test(arguments: [
        (2 << 30, 10_000, 3, true), (4096 << 30, 10_000, 3, true), (4096 << 30 + 1, 10_000, 3, false), (2 << 30, 10_001, 3, false),
        (2 << 30, 10_000, 4, false), (2 << 30, 10_000, Int.max, false), (Int.max, Int.max, Int.max, false), (0, 10_000, 3, false),
        (Int.min, Int.min, Int.min, false), (-1, -1, -1, false),
    ])
    func limits(bytes: Int, members: Int, depth: Int, isBelieved: Bool) {
        let custody = CustodyRecord(
            caseID: "T", createdAt: Instant(seconds: 1_782_900_000), programVersion: "1", containerBytes: Int64(bytes),
            containerMembers: members, containerDepth: depth)
        let read = CustodyRecord(custody.json(Case(settings: CaseSettings(id: "T"), items: [], refusals: [])))
        #expect((read != nil) == isBelieved)
        #expect(read.map { $0.containerDepth == depth && $0.containerMembers == members } ?? true)
    }
}
