import SupportForTests
import Testing
import XMLReading

/// Any input ends, and the same input twice says the same.
@Suite struct DamageTests {
    private static let sample = Array(
        """
        <?xml version="1.0" encoding="UTF-8"?><!DOCTYPE r [<!ENTITY e "v"><!ATTLIST r k CDATA "d">]>
        <r xmlns="urn:a" xmlns:b='urn:b'><!-- note --><b:x k="1 &lt; 2" b:k='é'>text &amp; 王 &e;</b:x><![CDATA[<raw>]]>
        <?pi data?><y/>&#x1F600;</r>
        """.utf8)

    @Test func cutAtEveryPosition() {
        let whole = trace(Self.sample)
        #expect(whole.hasSuffix("</{urn:a}r>"))
        for length in 0..<Self.sample.count {
            let cut = trace(Array(Self.sample[..<length]))
            #expect(cut.contains("!"), "cut at \(length)")
            // What is told before a break is what the whole document says there.
            let told = cut.prefix { $0 != "!" }
            #expect(whole.hasPrefix(String(told)), "cut at \(length)")
        }
    }

    @Test func flippedBytes() {
        var random = Seeded(state: 20_260_103)
        for _ in 0..<4000 {
            var bytes = Self.sample
            for _ in 0...Int(random.next() % 3) {
                bytes[Int(random.next() % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: random.next())
            }
            #expect(trace(bytes) == trace(bytes))
            #expect(trace(bytes, limits: .document.repairing()) == trace(bytes, limits: .document.repairing()))
            #expect(XMLProbe(head: bytes) == XMLProbe(head: bytes))
        }
    }

    @Test func piecesOfAnySizeGiveTheSame() throws {
        let document = Array(("<r>" + (0..<3000).map { "<e n='\($0)'>é\($0) 王</e>\n" }.joined() + "</r>").utf8)
        let whole = trace(document)
        for size in [1, 7, 1000, 32_768, 40_000] {
            var rest = document[...]
            var reader = XMLReader(limits: .streaming) { buffer in
                let piece = rest.prefix(min(size, buffer.count))
                rest = rest.dropFirst(piece.count)
                buffer.copyBytes(from: piece)
                return piece.count
            }
            var count = 0
            var sum = 0
            while let event = try reader.next() {
                count += 1
                if case .text(let text) = event { sum += text.utf8.count }
            }
            #expect(count == 3000 * 3 + 2)
            #expect(sum == (0..<3000).reduce(0) { $0 + "é\($1) 王".utf8.count })
        }
        #expect(whole.hasSuffix("<e n=2999>'é2999 王'</e></r>"))
    }
}
