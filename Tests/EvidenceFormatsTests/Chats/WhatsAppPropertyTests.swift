import CaseModel
import EvidenceFormats
import EvidenceIngest
import Testing

@Suite("WhatsApp properties")
struct WhatsAppPropertyTests {
    static let sample = """
        \(leftMark)[18/03/2022, 14:56:01] Ann: \(leftMark)Messages and calls are end-to-end encrypted.\r
        [18/03/2022, 14:56:02] Ann: 你好 😀\r
        second: line\r
        \(leftMark)[19/03/2022, 14:56:03] ~ Bob: \(leftMark)<attached: 00000001-PHOTO-2022-03-19-14-56-03.jpg>\r
        [20/03/2022, 14:56:04] \u{202A}+44 7700 900321\u{202C}: Deal: final\r
        [20/03/2022, 14:56:05] Ann: \(leftMark)POLL:\r
        q\r
        \(leftMark)OPTION: a (1 vote)\r
        \(leftMark)OPTION: b (0 votes)\r

        """

    @Test("any cut is survived; what stands before it is read alike")
    func cuts() {
        let bytes = Array(Self.sample.utf8)
        let whole = readWhatsApp(Self.sample).records.map { chatLine($0.record) }
        for length in 0..<bytes.count {
            let (sink, error) = CollectingSink.read(Array(bytes[..<length]), as: "_chat.txt", with: WhatsAppText())
            let found = sink.records.map { chatLine($0.record) }
            #expect(found.count <= whole.count)
            #expect(Array(found.dropLast()) == Array(whole.prefix(max(0, found.count - 1))), "cut at \(length)")
            #expect(!found.isEmpty || error != nil)
        }
    }

    @Test("any changed byte is survived, and twice the same is the same", arguments: 0..<20)
    func damage(seed: Int) {
        var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1
        func random(_ bound: Int) -> Int {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return Int(state % UInt64(bound))
        }
        for _ in 0..<100 {
            var bytes = Array(Self.sample.utf8)
            for _ in 0..<(1 + random(6)) { bytes[random(bytes.count)] = UInt8(random(256)) }
            let first = CollectingSink.read(bytes, as: "_chat.txt", with: WhatsAppText())
            let second = CollectingSink.read(bytes, as: "_chat.txt", with: WhatsAppText())
            #expect(first.sink.records.map(\.record) == second.sink.records.map(\.record), "seed \(seed)")
            #expect(first.sink.diagnostics == second.sink.diagnostics)
            #expect(first.error == second.error)
        }
    }
}
