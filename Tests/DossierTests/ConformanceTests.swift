import ByteIO
import Dossier
import Foundation
import SupportForTests
import Testing

/// The BagIt project's own bags, where they are on the machine.
@Suite struct ConformanceTests {
    private static let archive = ["../shared/fixtures/bagit-1.0.tar.gz"]

    @Test(arguments: ["valid", "invalid"])
    func bagsAreJudgedRight(kind: String) throws {
        let places = Self.archive.map { URL(fileURLWithPath: $0).standardizedFileURL.path }
        guard let archive = places.first(where: FileManager.default.fileExists) else {
            print("the BagIt conformance bags are not here: not checked")
            return
        }
        let scratch = try Scratch()
        #expect(try runIfInstalled(["tar", "xzf", archive], in: scratch.path)?.status == 0)
        let folder = scratch.file("bagit-1.0/" + kind)
        let bags = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        #expect(!bags.isEmpty)
        for bag in bags {
            let verification = try BagVerifier.verify(at: Array("\(folder)/\(bag)".utf8))
            #expect(verification.isValid == (kind == "valid"), "\(bag): \(verification.problems)")
        }
    }
}
