import EvidenceIngest
import Glibc
import Testing

/// Bytes of a text in another character set, by the C library.
func encode(_ text: String, _ name: String) -> [UInt8] {
    let handle = iconv_open(name, "UTF-8")
    defer { iconv_close(handle) }
    var input = Array(text.utf8).map(CChar.init(bitPattern:))
    var output = [CChar](repeating: 0, count: input.count * 4 + 16)
    var written = 0
    input.withUnsafeMutableBufferPointer { source in
        output.withUnsafeMutableBufferPointer { target in
            var (from, left) = (source.baseAddress, source.count)
            var (to, room) = (target.baseAddress, target.count)
            #expect(iconv(handle, &from, &left, &to, &room) != Int(bitPattern: UInt.max), "\(name) has no such character")
            _ = iconv(handle, nil, nil, &to, &room)
            written = target.count - room
        }
    }
    return output[..<written].map(UInt8.init(bitPattern:))
}

struct DecodedTextTests {
    static let chinese = "您好，订单 8123-4471 的货物已于三月一日签收，请尽快支付余款。谢谢！"
    static let japanese = "ご注文の商品は三月一日に配達されました。残金のお支払いをお願いします。カタログも。"
    static let russian = "Здравствуйте, товар получен 1 марта. Прошу оплатить остаток до пятницы."
    static let western = "Sehr geehrte Frau Müller, die Ware – 3 Kisten – wurde am 1. März geliefert; fällig sind 120 €."
    static let french = "Bonjour, le colis a été livré à Besançon le 1er mars. Où est le règlement ? Ça ne va pas."
    static let portuguese = "A encomenda não foi paga. As condições são as mesmas; a transação será cancelada. Atenção!"
    static let greek = "Καλημέρα, τα εμπορεύματα παραδόθηκαν την 1η Μαρτίου. Παρακαλώ πληρώστε το υπόλοιπο."
    static let polish = "Dzień dobry, przesyłka została doręczona 1 marca. Proszę o zapłatę należności. Żółć, gęś, ćma."
    static let thai = "สวัสดีครับ สินค้าถูกส่งแล้วเมื่อวันที่ 1 มีนาคม กรุณาชำระเงิน"
    static let korean = "안녕하세요 상품은 삼월 일일에 배송되었습니다 잔금을 지불해 주십시오 감사합니다"
    static let traditional = "您好，訂單的貨物已於三月一日簽收，請盡快支付餘款。謝謝！我們等您的回覆。"
    static let arabic = "تم تسليم البضاعة في الأول من مارس، يرجى دفع المبلغ المتبقي"

    @Test(arguments: [
        (chinese, "GB18030", "GB18030"), (chinese, "GBK", "GB18030"), (japanese, "CP932", "Shift_JIS"),
        (russian, "CP1251", "windows-1251"), (western, "CP1252", "windows-1252"), (french, "CP1252", "windows-1252"),
        (portuguese, "CP1252", "windows-1252"), (greek, "CP1253", "windows-1253"), (polish, "CP1250", "windows-1250"),
        (thai, "CP874", "windows-874"), (korean, "CP949", "EUC-KR"), (traditional, "BIG5-HKSCS", "Big5"),
        (arabic, "CP1256", "windows-1256"), (japanese, "EUC-JP", "EUC-JP"), (russian, "KOI8-R", "KOI8-R"),
        (russian, "CP866", "IBM866"),
    ])
    func legacyEncodingsAreToldApart(text: String, charset: String, expected: String) throws {
        let decoded = try #require(DecodedText(encode(text, charset)))
        #expect(decoded.encoding == expected)
        #expect(decoded.text == text)
        #expect(decoded.ground == .statistics)
    }

    @Test(arguments: [
        ("é", "windows-1252"), ("Müller", "windows-1252"), ("Größe: 5 m², 20 °C", "windows-1252"), ("£120.50", "windows-1252"),
        ("it’s “fine” – really…", "windows-1252"), ("НАКЛАДНАЯ № 12", "windows-1251"), ("привет", "windows-1251"),
    ])
    func shortTexts(text: String, charset: String) throws {
        let decoded = try #require(DecodedText(encode(text, charset)))
        #expect(decoded.encoding == charset)
        #expect(decoded.text == text)
    }

    @Test func emojiInGB18030() throws {
        let text = Self.chinese + "😀👍"
        let decoded = try #require(DecodedText(encode(text, "GB18030")))
        #expect(decoded.text == text)
        #expect(decoded.encoding == "GB18030")
    }

    @Test func overlongFormsAreNotUTF8() throws {
        // C0 AF is an overlong slash in UTF-8 and a character in GB 18030 (standards/security.md U5).
        let decoded = try #require(DecodedText(encode(Self.chinese, "GBK") + [0xC0, 0xAF]))
        #expect(decoded.encoding == "GB18030")
        #expect(decoded.text.hasSuffix("蜡"))
    }

    @Test func utf8AndItsMark() throws {
        #expect(DecodedText([])?.text == "")
        let plain = try #require(DecodedText(Array(Self.chinese.utf8)))
        #expect(plain.ground == .strictUTF8 && plain.encoding == "UTF-8" && plain.text == Self.chinese)
        let marked = try #require(DecodedText([0xEF, 0xBB, 0xBF] + Array(Self.chinese.utf8)))
        #expect(marked.ground == .byteOrderMark && marked.text == Self.chinese)
    }

    @Test func damagedUTF8StaysUTF8() throws {
        var bytes = Array((Self.chinese + Self.chinese).utf8)
        bytes[bytes.count / 3 * 2 - 3] = 0xFF
        let decoded = try #require(DecodedText(bytes))
        #expect(decoded.ground == .damagedUTF8 && decoded.encoding == "UTF-8")
        #expect(decoded.replacements >= 1 && decoded.text.unicodeScalars.contains("\u{FFFD}"))
        let cut = try #require(DecodedText(Array("Привет".utf8.dropLast())))
        #expect(cut.text == "Приве\u{FFFD}" && cut.replacements == 1)
    }

    @Test(arguments: ["UTF-16LE", "UTF-16BE"])
    func utf16(charset: String) throws {
        for text in [Self.western, Self.chinese + "\r\n1\t2\r\n", Self.russian] {
            let bytes = encode(text, charset)
            let bare = try #require(DecodedText(bytes))
            #expect(bare.encoding == charset && bare.ground == .utf16Pattern && bare.text == text)
            let mark: [UInt8] = charset == "UTF-16LE" ? [0xFF, 0xFE] : [0xFE, 0xFF]
            let marked = try #require(DecodedText(mark + bytes))
            #expect(marked.encoding == charset && marked.ground == .byteOrderMark && marked.text == text)
        }
    }

    @Test(arguments: [
        ("<?xml version=\"1.0\" encoding=\"GB2312\"?><a>签收</a>", "GBK", "GB18030"),
        ("<html><head><meta charset=shift_jis></head>配達", "CP932", "Shift_JIS"),
        ("<html><head><meta http-equiv=Content-Type content=\"text/html; charset=windows-1251\"></head>получен", "CP1251", "windows-1251"),
        ("<?xml version='1.0' encoding='iso-8859-1'?><a>geprüft</a>", "CP1252", "windows-1252"),
        ("OFXHEADER:100\r\nENCODING:USASCII\r\nCHARSET:1252\r\n\r\n<OFX>São", "CP1252", "windows-1252"),
        ("UNB+UNOE:3+A+B'FTX+товар'", "ISO-8859-5", "ISO-8859-5"),
    ])
    func declarations(text: String, charset: String, expected: String) throws {
        let decoded = try #require(DecodedText(encode(text, charset)))
        #expect(decoded.encoding == expected && decoded.ground == .declaration && decoded.text == text)
    }

    @Test func aDeclarationThatLiesIsNotBelieved() throws {
        let text = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>签收 geprüft</a>"
        let decoded = try #require(DecodedText(Array(text.utf8)))
        #expect(decoded.encoding == "UTF-8" && decoded.text == text)
    }

    @Test func iso2022() throws {
        let decoded = try #require(DecodedText(encode(Self.japanese, "ISO-2022-JP")))
        #expect(decoded.encoding == "ISO-2022-JP" && decoded.text == Self.japanese)
    }

    @Test(
        arguments: [
            [0], [0x50, 0x4B, 3, 4, 0x14, 0, 0, 0, 8, 0, 0x9C, 0x55], [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13],
            [0xFF, 0xD8, 0xFF, 0xE0, 0, 0x10, 0x4A, 0x46, 0x49, 0x46, 0, 1], [1, 2, 3, 4, 5, 6], [0x81],
            Array("SQLite format 3".utf8) + [0, 0x10, 0, 1, 1, 0, 0x40],
        ] as [[UInt8]])
    func binaryIsNotText(bytes: [UInt8]) {
        #expect(DecodedText(bytes) == nil)
    }

    @Test func pseudoRandomBytesAreNotText() {
        var state: UInt64 = 42
        for length in [64, 200, 4096] {
            let bytes = (0..<length).map { _ in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return UInt8(truncatingIfNeeded: state >> 33)
            }
            #expect(DecodedText(bytes) == nil)
        }
    }

    @Test(arguments: ["UTF-8", "GB18030", "CP932", "CP1251", "UTF-16LE"])
    func headsMayEndInsideACharacter(charset: String) throws {
        let text = String(
            repeating: charset == "CP932" ? Self.japanese : charset == "CP1251" ? Self.russian : Self.chinese + " \n", count: 4)
        let bytes = encode(text, charset)
        let whole = try #require(DecodedText(bytes))
        for length in (bytes.count - 7)...bytes.count {
            let head = try #require(DecodedText(head: Array(bytes[..<length]), isComplete: false))
            #expect(head.encoding == whole.encoding && head.ground == whole.ground)
            #expect(text.unicodeScalars.starts(with: head.text.unicodeScalars))
            #expect(head.text.unicodeScalars.count >= text.unicodeScalars.count - 8)
        }
    }

    @Test(arguments: [
        ("订单截图.png", "GBK", "GB18030"), ("发票", "GBK", "GB18030"), ("签收单(1).jpg", "GBK", "GB18030"), ("配達証明.pdf", "CP932", "Shift_JIS"),
        ("Müller.txt", "CP1252", "windows-1252"), ("Müller.txt", "CP850", "IBM850"), ("Накладная на товар.doc", "CP1251", "windows-1251"),
    ])
    func namesThatAreNotUTF8(name: String, charset: String, expected: String) {
        let found = DecodedText.name(encode(name, charset))
        #expect(found.shown == name)
        #expect(found.encoding == expected)
    }

    @Test func namesInUTF8() {
        let found = DecodedText.name(Array("订单.png".utf8))
        #expect(found.shown == "订单.png" && found.encoding == nil)
    }

    @Test(
        arguments: [
            ("gb2312", "GB18030"), ("\"KS_C_5601-1987\"", "CP949"), ("iso-8859-1", "windows-1252"), ("cp-850", "CP850"), ("UTF8", "UTF-8"),
            ("ISO-8859-15", "ISO-8859-15"), ("x-unknown", nil), ("", nil), ("UTF-8//IGNORE", nil),
            ("koi8_r", "KOI8-R"), ("koi", "KOI8-R"), ("iso-8859-8-e", "ISO-8859-8"), ("logical", "ISO-8859-8"), ("visual", "ISO-8859-8"),
            ("iso-8859-6-i", "ISO-8859-6"), ("csbig5", "BIG5-HKSCS"), ("x-euc-jp", "EUC-JP"), ("csksc56011987", "CP949"),
            ("dos-874", "CP874"), ("x-cp1252", "windows-1252"), ("x-cp1254", "windows-1254"), ("x-mac-roman", "MACINTOSH"),
            ("x-mac-cyrillic", "MAC-UK"), ("l9", "ISO-8859-15"), ("csunicode", "UTF-16LE"), ("unicodefffe", "UTF-16BE"),
            ("unicode11utf8", "UTF-8"), ("cp50220", "ISO-2022-JP-2"), ("cp51932", "EUC-JP"), ("win1251", "windows-1251"),
            ("ms950", "BIG5-HKSCS"), ("csisolatin1", "windows-1252"), ("iso_8859-1:1987", "windows-1252"), ("l5", "windows-1254"),
            ("csshiftjis", "CP932"), ("cseuckr", "CP949"), ("x-iso_8859-2", "ISO-8859-2"), ("hz-gb-2312", "HZ-GB-2312"),
        ] as [(String, String?)])
    func labels(label: String, expected: String?) {
        #expect(CharacterSet.effective(label: label) == expected)
        if let expected { #expect(CharacterSet.convert(Array("a".utf8), from: expected) != nil || expected.hasPrefix("UTF-16")) }
    }
}
