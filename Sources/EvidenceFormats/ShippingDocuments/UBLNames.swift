import CaseModel
import XMLReading

/// Names and code lists of UBL 2.0–2.5 that the reader gives a meaning to. What is not here is still read, by structure.
enum UBLNames {
    private static let basic = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
    private static let aggregate = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
    /// The common elements of the documents that OIOUBL adds (UtilityStatement).
    private static let danishBasic = "urn:oioubl:names:specification:oioubl:schema:xsd:CommonBasicComponents-2"
    private static let danishAggregate = "urn:oioubl:names:specification:oioubl:schema:xsd:CommonAggregateComponents-2"
    static let extensions = "urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2"
    static let signature = "http://www.w3.org/2000/09/xmldsig#"
    static let envelope = "http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader"
    private static let mark = ":schema:xsd:"

    /// The document type when an element is the root of a UBL 2 document: its namespace ends in its own name. Besides
    /// OASIS (…:ubl:schema:xsd:Invoice-2), countries add documents built alike, in namespaces of theirs:
    /// urn:oioubl:…:oioubl:schema:xsd:UtilityStatement-2, urn:sunat:…:ubl:peru:schema:xsd:Retention-1.
    static func documentType(of name: XMLName) -> String? {
        guard let namespace = name.namespace, namespace.hasPrefix("urn:"), let place = namespace.firstRange(of: mark),
            namespace[..<place.lowerBound].split(separator: ":").contains(where: { $0 == "ubl" || $0 == "oioubl" }),
            ["-1", "-2"].contains(where: { namespace[place.upperBound...] == name.local + $0 })
        else { return nil }
        return name.local
    }

    /// True for the elements that hold a value.
    static func isBasic(_ name: XMLName) -> Bool { name.namespace == basic || name.namespace == danishBasic }

    static func isCommon(_ name: XMLName) -> Bool {
        isBasic(name) || name.namespace == aggregate || name.namespace == danishAggregate
    }

    /// `version`: that of the code list, for codes that mean something else in another list.
    static func kind(of type: String, code: String?, version: String?) -> BusinessDocument.Kind {
        if type == "Invoice", let code, let kind = kind(ofInvoice: code, version: version) { return kind }
        return kinds[type] ?? (type.hasPrefix("Catalogue") ? .catalogue : .other)
    }

    /// UNTDID 1001 as EN 16931 sorts it into invoices and credit notes; the e-Invoice types of Malaysia (MyInvois, known
    /// by the version of their list: elsewhere 02 is an invoice too); the return invoices of UBL-TR. Nil for invoices.
    private static func kind(ofInvoice code: String, version: String?) -> BusinessDocument.Kind? {
        switch code {
        case "81", "83", "261", "262", "296", "308", "381", "396", "420", "458", "502", "503", "532", "IADE",
            "TEVKIFATIADE":
            .creditNote
        case "80", "84", "383", "527": .debitNote
        case "325": .proformaInvoice
        case "02", "04", "12", "14": version == "1.0" || version == "1.1" ? .creditNote : nil
        case "03", "13": version == "1.0" || version == "1.1" ? .debitNote : nil
        default: nil
        }
    }

    private static let kinds: [String: BusinessDocument.Kind] = [
        // A change or a cancellation names the order it is about; it is none itself.
        "Order": .order, "OrderChange": .other, "OrderCancellation": .other,
        "OrderResponse": .orderResponse, "OrderResponseSimple": .orderResponse,
        "Invoice": .invoice, "SelfBilledInvoice": .invoice, "FreightInvoice": .invoice,
        "CreditNote": .creditNote, "SelfBilledCreditNote": .creditNote, "DebitNote": .debitNote,
        "DespatchAdvice": .despatchAdvice, "ReceiptAdvice": .receiptAdvice,
        "Waybill": .waybill, "BillOfLading": .waybill,
        "TransportationStatus": .transportStatus, "TransportProgressStatus": .transportStatus,
        "Statement": .statement, "UtilityStatement": .statement, "Reminder": .reminder,
        "RemittanceAdvice": .remittanceAdvice, "ApplicationResponse": .response, "Quotation": .quotation,
        "DigitalAgreement": .contract,
    ]

    /// True for documents that ask or offer: what they name has not happened because of them.
    static func isRequest(_ type: String) -> Bool { type.hasSuffix("Request") || type.hasSuffix("Description") }

    static func role(of field: String) -> PartyInRole.Role { roles[field] ?? .other }

    private static let roles: [String: PartyInRole.Role] = [
        "AccountingSupplierParty": .seller, "SellerSupplierParty": .seller, "SupplierParty": .seller,
        "SellerParty": .seller,
        "AccountingCustomerParty": .buyer, "BuyerCustomerParty": .buyer, "BuyerParty": .buyer, "CustomerParty": .buyer,
        "PayeeParty": .payee, "PayerParty": .payer, "BillToParty": .payer,
        "DespatchSupplierParty": .consignor, "DespatchParty": .consignor, "ConsignorParty": .consignor,
        "ShipperParty": .consignor, "ExporterParty": .consignor,
        "DeliveryCustomerParty": .consignee, "DeliveryParty": .consignee, "ConsigneeParty": .consignee,
        "FinalDeliveryParty": .consignee, "ImporterParty": .consignee,
        "CarrierParty": .carrier, "PerformingCarrierParty": .carrier, "SubstituteCarrierParty": .carrier,
        "OriginatorCustomerParty": .originator, "OriginatorParty": .originator,
        "IssuerParty": .issuer, "SenderParty": .issuer, "ReceiverParty": .recipient,
    ]

    /// What a reference by that element name points to; nil when the name says nothing.
    static func referenceKind(of field: String) -> Reference.Kind? {
        if field.hasPrefix("ShippingOrder") || field.hasPrefix("Transport") { return nil }
        if field.hasPrefix("Order") || field.hasPrefix("SalesOrder") {
            return field.hasPrefix("OrderResponse") ? nil : .order
        }
        if field.hasSuffix("InvoiceDocumentReference") { return .invoice }
        if field.hasPrefix("Despatch") { return .despatchAdvice }
        if field.hasPrefix("Receipt") { return .receiptAdvice }
        if field.hasPrefix("Contract") { return .contract }
        return field.contains("Waybill") || field.contains("BillOfLading") ? .waybill : nil
    }

    /// UNCL 1001 document name codes, as they name the document that is answered or enclosed.
    static func referenceKind(ofCode code: String?) -> Reference.Kind? {
        switch code {
        case "380", "384", "386", "389", "326", "393", "82", "325": .invoice
        case "105", "220", "221", "224": .order
        case "351": .despatchAdvice
        case "632": .receiptAdvice
        case "315": .contract
        case "703", "704", "705", "710", "730", "740", "741", "787": .waybill
        default: nil
        }
    }

    /// Answers of the Peppol responses (UNCL 4343), of older ordering profiles (UNCL 1225), of OIOUBL and UBL-TR, and of
    /// SUNAT, whose 0 says that a document passed its checks.
    static func meaning(ofResponse code: String) -> DocumentResponse.Meaning {
        switch code.uppercased() {
        case "AB", "TECHNICALACCEPT", "0": .received
        case "IP": .inProcess
        case "UQ": .underQuery
        case "CA", "30": .conditionallyAccepted
        case "AP", "29", "BUSINESSACCEPT", "ACCEPTED", "KABUL": .accepted
        case "RE", "27", "BUSINESSREJECT", "TECHNICALREJECT", "PROFILEREJECT", "REJECTED", "RED", "IADE": .rejected
        case "PD": .paid
        default: .unknown
        }
    }

    /// UN/ECE Recommendation 24 status codes.
    static func step(ofStatus code: String?) -> ShipmentStep {
        switch code {
        case "6", "50", "64", "71", "68": .labelCreated
        case "13", "27", "130": .pickedUp
        case "1", "15", "16", "24", "28", "29", "31", "35", "40", "44", "48", "79", "91", "92", "98", "99", "100",
            "127":
            .inTransit
        case "8", "9", "10", "12", "17", "39", "46", "126", "128", "129", "170": .customs
        case "113": .outForDelivery
        case "23", "104", "105", "106", "109", "110": .deliveryAttempted
        case "45", "112": .availableForPickup
        case "21", "22": .delivered
        case "80", "81", "82": .returned
        case "36", "49", "117", "119": .lost
        case "7", "111": .cancelled
        case "3", "18", "20", "25", "30", "53", "57", "63", "66", "69", "77", "87", "90", "101", "107", "108", "115",
            "120":
            .exception
        default: .unknown
        }
    }
}
