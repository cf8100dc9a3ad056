import EvidenceArchive
import Foundation
import Testing

/// Orders on which the program dies are told from those that were read beside them.
@Suite struct ReadingMarkTests {
    private func orders(_ numbers: Range<Int>) throws -> [OrderName] { try numbers.map { try OrderName("shop:order \($0)") } }

    @Test func suspectsAreReadAloneAndThenNotAtAll() throws {
        let scratch = try Scratch()
        let all = try orders(0..<5)
        let calm = ReadingMarks(scratch.archive)
        #expect(calm.portions(of: all, size: 2) == [Array(all[0...1]), Array(all[2...3]), [all[4]]])
        calm.begin(Array(all[1...3]))
        // The program dies here.
        let warned = ReadingMarks(scratch.archive)
        #expect(all.allSatisfy(warned.mayRead))
        #expect(warned.portions(of: all, size: 4) == all.map { [$0] })
        warned.begin([all[2]])
        // And here.
        let sure = ReadingMarks(scratch.archive)
        #expect(all.filter { !sure.mayRead($0) } == [all[2]])
        #expect(sure.portions(of: all, size: 4) == [Array(all[0...1]), [all[2]], Array(all[3...4])])
        // What is known stays known while others are read.
        sure.begin(Array(all[3...4]))
        #expect(!ReadingMarks(scratch.archive).mayRead(all[2]))
        sure.end()
        #expect(all.allSatisfy(ReadingMarks(scratch.archive).mayRead))
        #expect(!FileManager.default.fileExists(atPath: scratch.archivePath + "/reading"))
    }

    @Test(arguments: ["", "x", "1", "1 ", "-9223372036854775808 shop:order 0\n", "99999999999999999999 shop:order 0", "\n\n \n", "1 shop"])
    func whatIsWrittenThereIsNotRelied(text: String) throws {
        let scratch = try Scratch()
        try Data(text.utf8).write(to: URL(fileURLWithPath: scratch.archivePath + "/reading"))
        let marks = ReadingMarks(scratch.archive)
        #expect(try orders(0..<2).allSatisfy(marks.mayRead))
        marks.begin(try orders(0..<2))
    }
}
