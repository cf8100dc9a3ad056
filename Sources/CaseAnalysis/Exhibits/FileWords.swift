import CaseModel

/// Sorts files that no reader understands into sections by plain words of their name or first lines. It decides only
/// where a file stands in the bundle; no statement is made of it.
enum FileWords {
    private static let plainWords: [(ExhibitSection, [String])] = [
        (.delivery, ["proof of delivery", "delivery note", "pod", "lieferschein", "zustellnachweis", "签收"]),
        (
            .shipping,
            [
                "packing list", "waybill", "despatch", "dispatch", "shipping", "shipment", "bill of lading", "cmr", "awb",
                "packliste", "frachtbrief", "versand", "发货", "面单", "装箱单", "运单",
            ]
        ),
        (
            .payment,
            [
                "invoice", "credit note", "remittance", "statement of account", "bank", "payment", "rechnung", "gutschrift",
                "mahnung", "zahlung", "kontoauszug", "发票", "付款", "对账单",
            ]
        ),
        (
            .contract,
            [
                "purchase order", "order", "contract", "quotation", "offer", "agreement", "proforma", "pro forma", "vertrag",
                "angebot", "auftrag", "bestellung", "合同", "订单", "报价",
            ]
        ),
    ]

    /// In UTF-8; words of Latin letters with the blanks that must stand around them.
    private static let words: [(section: ExhibitSection, word: [UInt8])] = plainWords.flatMap { section, list in
        list.map { word in (section, Array((word.utf8.allSatisfy { $0 < 0x80 } ? " \(word) " : word).utf8)) }
    }

    static func section(name: String, text: String) -> ExhibitSection? {
        find(in: name) ?? (text.isEmpty ? nil : find(in: String(text.prefix(200))))
    }

    private static func find(in text: String) -> ExhibitSection? {
        var padded = " "
        for scalar in text.lowercased().unicodeScalars {
            let isWord =
                scalar.isASCII
                ? ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar)
                : scalar.properties.isAlphabetic || scalar.properties.numericType != nil
            padded.unicodeScalars.append(isWord ? scalar : " ")
        }
        padded += " "
        return padded.withUTF8 { bytes in words.first { contains(bytes, $0.word) }?.section }
    }

    private static func contains(_ text: UnsafeBufferPointer<UInt8>, _ word: [UInt8]) -> Bool {
        guard let first = word.first, text.count >= word.count else { return false }
        return (0...(text.count - word.count)).contains { start in
            text[start] == first && word.indices.allSatisfy { text[start + $0] == word[$0] }
        }
    }
}
