/// The files of one order: its export, a tracking feed, chats, mails, an invoice in two forms, and photographs.
struct OrderFiles {
    let facts: OrderFacts
    private var numbers: SeededNumbers

    init(number: Int, seed: UInt64) {
        numbers = SeededNumbers(seed: seed &+ UInt64(number) &* 0x9E37_79B9)
        facts = OrderFacts(number: number, &numbers)
    }

    mutating func write(to folder: String, photos: OrderPile.Photos) throws {
        for name in ["chats", "delivery", "mail", "order"] { try Folders.make("\(folder)/\(name)") }
        try Folders.write(export(), to: "\(folder)/order/order-\(facts.id).json")
        try Folders.write(invoice(), to: "\(folder)/order/\(facts.invoice).xml")
        let feed = UPSFeed.document(events: Int(6 + numbers.next() % 14), tracking: facts.tracking, order: facts.id, &numbers)
        try Folders.write(feed, to: "\(folder)/delivery/ups-\(facts.tracking).xml")
        try Folders.write(chat(), to: "\(folder)/chats/WhatsApp Chat with \(facts.buyer).txt")
        for mail in 0..<Int(1 + numbers.next() % 3) { try Folders.write(reminder(mail), to: "\(folder)/mail/reminder-\(mail).eml") }
        if numbers.next() % 4 == 0 {
            try Folders.write(PDFPile.document(1, pages: 1, &numbers), to: "\(folder)/order/\(facts.invoice).pdf")
        }
        // An archive keeps files: a folder that is empty would not come out again.
        let count = Int(numbers.next() % UInt64(photos.most + 1))
        if count > 0 { try Folders.make("\(folder)/photos") }
        for photo in 0..<count {
            try Folders.write(Photograph.jpeg(photos.bytes, &numbers), to: "\(folder)/photos/IMG_\(photo).jpg")
        }
    }

    private func export() -> [UInt8] {
        Array(
            """
            {"aliexpress_solution_order_info_get_response": {"result": {"data": {
              "id": \(facts.id), "order_status": "WAIT_BUYER_ACCEPT_GOODS", "gmt_create": "2026-02-01 10:00:00",
              "fund_status": "NOT_PAY", "logistics_status": "SELLER_SEND_GOODS",
              "buyer_info": {"login_id": "buyer\(facts.id.suffix(6))", "first_name": "\(facts.buyer)", "country": "GB"},
              "order_amount": {"amount": "\(facts.amount)", "currency_code": "GBP"},
              "logistic_info_list": {"global_aeop_tp_logistic_info_dto": [
                {"logistics_no": "\(facts.tracking)", "logistics_service_name": "UPS", "gmt_send": "2026-02-03 18:20:00"}]}
            }}}}

            """.utf8)
    }

    private func invoice() -> [UInt8] {
        func party(_ role: String, _ name: String, _ city: String, _ country: String, _ phone: String) -> String {
            """
              <cac:\(role)><cac:Party>
                <cac:PartyName><cbc:Name>\(name)</cbc:Name></cac:PartyName>
                <cac:PostalAddress>
                  <cbc:CityName>\(city)</cbc:CityName><cac:Country><cbc:IdentificationCode>\(country)</cbc:IdentificationCode></cac:Country>
                </cac:PostalAddress>
                <cac:Contact><cbc:Telephone>\(phone)</cbc:Telephone></cac:Contact>
              </cac:Party></cac:\(role)>

            """
        }
        return Array(
            ("""
            <?xml version="1.0" encoding="UTF-8"?>
            <Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
              xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
              xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
              <cbc:ID>\(facts.invoice)</cbc:ID>
              <cbc:IssueDate>2026-02-03</cbc:IssueDate>
              <cbc:DueDate>2026-03-05</cbc:DueDate>
              <cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>
              <cbc:DocumentCurrencyCode>GBP</cbc:DocumentCurrencyCode>
              <cac:OrderReference><cbc:ID>\(facts.id)</cbc:ID></cac:OrderReference>

            """ + party("AccountingSupplierParty", "Sample Lighting Co., Ltd.", "Shenzhen", "CN", "+86 755 0000 0417")
                + party("AccountingCustomerParty", facts.buyer, "Leeds", "GB", facts.phone)
                    + """
                      <cac:LegalMonetaryTotal>
                        <cbc:TaxInclusiveAmount currencyID="GBP">\(facts.amount)</cbc:TaxInclusiveAmount>
                        <cbc:PayableAmount currencyID="GBP">\(facts.amount)</cbc:PayableAmount>
                      </cac:LegalMonetaryTotal>
                      <cac:InvoiceLine>
                        <cbc:ID>1</cbc:ID><cbc:InvoicedQuantity unitCode="C62">1</cbc:InvoicedQuantity>
                        <cbc:LineExtensionAmount currencyID="GBP">\(facts.amount)</cbc:LineExtensionAmount>
                        <cac:Item><cbc:Description>Lamps as agreed</cbc:Description><cbc:Name>Lamp</cbc:Name></cac:Item>
                      </cac:InvoiceLine>
                    </Invoice>

                    """).utf8)
    }

    private static let words = [
        "the", "parcel", "arrived", "on", "Friday", "thanks", "invoice", "please", "check", "number", "payment", "when", "lamp", "box",
        "货物", "已经", "发出", "付款", "什么时候", "尾款", "warehouse", "customs", "broken", "again", "tomorrow", "bank", "transfer", "sorry",
    ]

    private mutating func chat() -> [UInt8] {
        var text = ""
        for index in 0..<Int(10 + numbers.next() % 40) {
            let (day, hour, minute) = (1 + index / 2, 8 + index % 8, numbers.next() % 60)
            let sender = index.isMultiple(of: 2) ? facts.buyer : "Shop Mei"
            var body = (0..<Int(3 + numbers.next() % 12)).map { _ in numbers.pick(Self.words) }.joined(separator: " ")
            if index == 7 { body = "Please pay the invoice \(facts.invoice) over GBP \(facts.amount) by Friday" }
            let (date, clock) = (OrderFacts.digits(UInt64(day), 2), OrderFacts.digits(UInt64(hour), 2))
            text += "2026-03-\(date), \(clock):\(OrderFacts.digits(minute, 2)) - \(sender): \(body)\n"
        }
        return Array(text.utf8)
    }

    private mutating func reminder(_ number: Int) -> [UInt8] {
        let body = (0..<30).map { _ in numbers.pick(Self.words) }.joined(separator: " ")
        return Array(
            """
            From: "Shop Mei" <shop@shop.example>
            To: buyer\(facts.id.suffix(6))@buyer.example
            Subject: Payment reminder \(number + 1) for \(facts.invoice)
            Date: Fri, \(10 + number) Apr 2026 09:00:00 +0000
            Message-ID: <\(facts.id)-\(number)@shop.example>
            MIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: 8bit

            Dear \(facts.buyer),
            please pay GBP \(facts.amount) for order \(facts.id). \(body)

            """.utf8)
    }
}
