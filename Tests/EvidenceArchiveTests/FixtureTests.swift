import Foundation
import SupportForTests
import Testing

@testable import EvidenceArchive

/// The OCFL project's own objects, judged as their names say.
@Suite struct FixtureTests {
    private static let package = Validator.project.deletingLastPathComponent().appending(path: "shared/fixtures/ocfl-1.1.tar.gz").path

    @Test func everyFixtureIsJudgedAsItsNameSays() throws {
        guard FileManager.default.fileExists(atPath: Self.package) else {
            print("the OCFL fixtures are not here: conformance with them was NOT tested")
            return
        }
        let scratch = try Scratch()
        #expect(try run(["tar", "xzf", Self.package], in: scratch.path).status == 0)
        var judged = 0
        for kind in ["good", "warn", "bad"] {
            let folder = scratch.path + "/ocfl-1.1/\(kind)-objects"
            for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() {
                let report = try ArchiveAudit(path: folder + "/" + name, workers: 1).run()
                let codes = Set(report.problems.map(\.code))
                judged += 1
                #expect(report.isIntact == (kind != "bad"), "\(name): \(report.problems)")
                if kind == "good" { #expect(codes.subtracting([AuditProblem.unchecked]).isEmpty, "\(name): \(report.problems)") }
                let announced = Set(name.matches(of: /[EW][0-9]{3}/).map { String($0.0) })
                #expect(codes.isSuperset(of: announced), "\(name): \(codes.sorted())")
            }
        }
        #expect(judged > 70)
    }
}
