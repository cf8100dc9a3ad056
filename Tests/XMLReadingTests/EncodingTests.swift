import Testing
import XMLReading

/// X6, and references that XML does not allow.
@Suite struct EncodingTests {
    private static func utf16(_ text: String, bigEndian: Bool, mark: Bool) -> [UInt8] {
        ((mark ? "\u{FEFF}" : "") + text).utf16.flatMap { unit in
            let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
            return bigEndian ? [high, low] : [low, high]
        }
    }

    @Test(arguments: [true, false], [true, false])
    func utf16(bigEndian: Bool, mark: Bool) {
        for declaration in [
            "", "<?xml version=\"1.0\" encoding=\"UTF-16\"?>", " \n<?xml version='1.0'?>",
            "<?xml version='1.0' encoding='utf-8'?>",
        ] {
            let text = declaration + "<a k='é'>王😀" + String(repeating: "字<b/>", count: 9000) + "</a>"
            let result = trace(Self.utf16(text, bigEndian: bigEndian, mark: mark))
            #expect(result.hasPrefix("<a k=é>'王😀字'<b></b>'字'"))
            #expect(result.hasSuffix("<b></b></a>"))
        }
    }

    @Test(arguments: ["GB18030", "gbk", "GB2312"])
    func chinese(label: String) {
        // 蜡, and 镕, which GB2312 does not have.
        let bytes =
            Array("<?xml version='1.0' encoding='\(label)'?><a>".utf8) + [0xC0, 0xAF, 0xE9, 0x46] + Array("</a>".utf8)
        #expect(trace(bytes) == "<a>'蜡镕'</a>")
    }

    @Test func otherDeclaredEncodings() {
        #expect(
            trace(Array("<?xml version='1.0' encoding='windows-1252'?><a>".utf8) + [0x80, 0xE9] + Array("</a>".utf8))
                == "<a>'€é'</a>")
        #expect(
            trace(Array("<?xml version='1.0' encoding='ISO-8859-1'?><a>".utf8) + [0xE9] + Array("</a>".utf8))
                == "<a>'é'</a>")
        #expect(
            trace(Array("<?xml version='1.0' encoding='Shift_JIS'?><a>".utf8) + [0x93, 0xFA] + Array("</a>".utf8))
                == "<a>'日'</a>")
        #expect(trace("<?xml version='1.0' encoding='UTF-7'?><a>+AGE-</a>").hasPrefix("<a>"))
        #expect(
            trace(Array("<?xml version='1.0' encoding='gbk'?><a>".utf8) + [0xC0, 0xFF, 0x3C] + Array("</a>".utf8))
                .contains("!malformed"))
    }

    @Test(arguments: [
        ("<a k='x&#55357;&#56838;y'/>", "<a k=x😆y></a>", 1, 0), ("<a>&#xD83D;&#xDE06;</a>", "<a>'😆'</a>", 1, 0),
        ("<a>&#0;&#x1F;&#11;</a>", "<a>'\u{FFFD}\u{FFFD}\u{FFFD}'</a>", 0, 3),
        ("<a>&#55357;x&#56838;</a>", "<a>'\u{FFFD}x\u{FFFD}'</a>", 0, 2),
        ("<a>&#55357;&#55357;&#56838;</a>", "<a>'\u{FFFD}😆'</a>", 1, 1),
        ("<a>&#1114112;&#xFFFE;</a>", "<a>'\u{FFFD}\u{FFFD}'</a>", 0, 2),
        ("<a>&#10;&#65;&amp;&lt;</a>", "<a>'\nA&<'</a>", 0, 0),
        ("<a><![CDATA[&#0;]]>&#0;</a>", "<a>'&#0;\u{FFFD}'</a>", 0, 1),
        ("<a>&#;</a>", "<a>!malformed:1", 0, 0),
    ])
    func repairs(xml: String, expected: String, pairs: Int, replaced: Int) throws {
        #expect(trace(xml, limits: .streaming.repairing()) == expected)
        // However the input is cut, the result is the same.
        let bytes = Array(xml.utf8)
        for cut in 1..<bytes.count {
            var rest = [
                Array("<!--\(String(repeating: " ", count: 2000))-->".utf8), Array(bytes[..<cut]), Array(bytes[cut...]),
            ]
            var reader = XMLReader(limits: .streaming.repairing()) { buffer in
                guard !rest.isEmpty else { return 0 }
                let piece = rest.removeFirst()
                buffer.copyBytes(from: piece)
                return piece.count
            }
            do { while try reader.next() != nil {} } catch { #expect(expected.contains("!")) }
            let repairs = reader.repairs
            #expect(repairs == XMLRepairs(joinedPairs: pairs, replaced: replaced))
        }
    }

    @Test func repairIsOffUnlessAskedFor() {
        #expect(trace("<a>&#55357;&#56838;</a>") == "<a>!malformed:1")
    }

    @Test(arguments: ["ISO-8859-1", "UTF-16", "windows-1252", "utf-8"])
    func aByteOrderMarkOverrulesTheDeclaration(label: String) {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let text = "<?xml version='1.0' encoding='\(label)'?><a k='ñ'>Peña 王</a>"
        #expect(trace(mark + Array(text.utf8)) == "<a k=ñ>'Peña 王'</a>")
        #expect(
            trace(mark + Array("<?xml version='1.0' encoding='\(label)'?><a>".utf8) + [0xE9] + Array("</a>".utf8)).contains("!malformed"))
    }
}
