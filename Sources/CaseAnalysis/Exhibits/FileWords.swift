import CaseModel

/// Sorts files that no reader understands into sections by plain words of their name or first lines. It decides only
/// where a file stands in the bundle; no statement is made of it.
enum FileWords {
    private static let words: [(ExhibitSection, [String])] = [
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

    static func section(name: String, text: String) -> ExhibitSection? {
        find(in: name) ?? find(in: String(text.prefix(200)))
    }

    private static func find(in text: String) -> ExhibitSection? {
        var padded = " "
        for scalar in text.lowercased().unicodeScalars {
            padded.unicodeScalars.append(scalar.properties.isAlphabetic || scalar.properties.numericType != nil ? scalar : " ")
        }
        padded += " "
        for (section, list) in words {
            for word in list {
                let isASCII = word.utf8.allSatisfy { $0 < 0x80 }
                if padded.contains(isASCII ? " \(word) " : word) { return section }
            }
        }
        return nil
    }
}
