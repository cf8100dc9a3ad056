import CaseModel
package import EvidenceIngest

/// Order replies of the AliExpress open platform (JSON and XML), and the order list of the buyer's application.
package struct AliExpressOrder: Ingestor {
    package init() {}

    package let descriptor = IngestorDescriptor(
        id: "aliexpress-order", family: .orders, title: "AliExpress order",
        origin: "Replies of the platform's order interface, as shop and shipping programs save them.",
        fileNames: "*.json, *.xml", keepsPartialRecords: true,
        coverage: Coverage(
            read: [
                "order lists and details, receiver's address, errors",
                "status, end reason, further states, the platform's log",
                "amounts (decimal text checked against the smallest unit)", "buyer, seller, receiver; what is masked",
                "parcels, order messages, goods", "order list of the buyer's application (mtop)",
            ],
            passedOver: ["pictures and links of goods beyond their address"],
            missing: ["exports of the seller centre as tables"]))

    package func recognize(_ probe: FileProbe) -> Recognition {
        if let xml = probe.xml {
            return recognize(root: xml.root.local, isPlain: xml.root.namespace == nil)
        }
        guard let json = probe.json, json.root == .object else { return .no }
        let keys = json.keys.filter { $0.container.isEmpty }.map(\.name)
        if keys.contains("api"), keys.contains("data"), let text = probe.text, text.contains("\"mtop.aliexpress."),
            text.contains("rder")
        {
            return .yes(.certain, basis: "\"api\" begins with mtop.aliexpress")
        }
        // The newer gateway puts its own words beside the reply.
        let own = keys.filter { !Self.gatewayWords.contains($0) }
        if own.isEmpty, ["code", "message", "request_id"].allSatisfy(keys.contains) {
            return .yes(.likely, basis: "error reply of the open platform: code, message and request_id alone")
        }
        guard own.count == 1, let root = own.first else { return .no }
        if root == "result", let text = probe.text, Self.orderWords.allSatisfy({ text.contains($0) }),
            Self.platformWords.contains(where: { text.contains($0) })
        {
            return .yes(.likely, basis: "\"result\" with order_status, gmt_create and other fields of the platform")
        }
        return recognize(root: root, isPlain: true)
    }

    private static let gatewayWords: Set<String> = ["code", "type", "message", "request_id", "_trace_id_"]

    /// The newer gateway may leave out the name of the call; then the fields have to tell.
    private static let orderWords = ["\"order_status\"", "\"gmt_create\""]
    private static let platformWords = [
        "\"order_dto\"", "\"logistics_status\"", "\"fund_status\"", "\"biz_type\"", "\"child_order_list\"", "\"seller_login_id\"",
        "\"end_reason\"", "\"order_end_reason\"", "\"logistics_info_list\"",
    ]

    private func recognize(root: String, isPlain: Bool) -> Recognition {
        guard isPlain else { return .no }
        if root == "error_response" { return .yes(.likely, basis: "error reply of the open platform") }
        guard root.hasPrefix("aliexpress_"), root.hasSuffix("_response"),
            root.contains("order") || root.contains("trade"),
            !root.contains("logistics"), !root.contains("tracking")
        else { return .no }
        return .yes(.certain, basis: "root \(root)")
    }

    package func ingest(_ source: EvidenceSource, into sink: inout some RecordSink) throws(IngestError) {
        var notes = AliExpressNotes()
        var count = 0
        let reply = try ReplyReader(source: source).read { node in
            count += 1
            AliExpressOrderReader(node).deliver(to: &sink, notes: &notes)
        }
        if reply.children.allSatisfy({ Self.gatewayWords.contains($0.name) }), let code = reply.value("code"), code != "0" {
            return sink.report(.orderReplyIsError, at: .whole, ["text": Self.errorText(reply)])
        }
        guard
            let response = reply.first("error_response") ?? reply.children.first(where: { !$0.children.isEmpty })
                ?? reply.children.first
        else { throw IngestError(.unknownContent, ["what": "an empty reply"]) }
        if response.name == "error_response" {
            sink.report(.orderReplyIsError, at: response.locator, ["text": Self.errorText(response)])
            return
        }
        if count == 0 { count = readSingle(response, into: &sink, notes: &notes) }
        checkResult(response, found: count, into: &sink)
    }

    private static func errorText(_ error: ReplyNode) -> String {
        [
            error.value("code", "error_code", "rsp_code"), error.value("msg", "message", "error_message", "error_desc", "rsp_msg"),
            error.value("sub_code"), error.value("sub_msg"),
        ].compactMap { $0 }.joined(separator: ", ").bounded(400)
    }

    /// The part of a reply without an order that says why there is none.
    private static func failure(in response: ReplyNode) -> ReplyNode? {
        if let error = response.first("error_response") { return error }
        return [response.first("result"), response].compactMap { $0 }.first { node in
            guard node.value("error_message", "error_desc", "rsp_msg", "msg") != nil else { return false }
            let code = node.value("error_code", "rsp_code", "code") ?? "0"
            return node.value("success")?.lowercased() == "false" || code != "0" && code != "200"
        }
    }

    /// The order of a detail reply, or the address of a receiver's reply; how many orders that gave.
    private func readSingle(_ response: ReplyNode, into sink: inout some RecordSink, notes: inout AliExpressNotes)
        -> Int
    {
        let result = response.first("result", "target", "data", "trade") ?? response
        let inner =
            result.first("data", "target", "order", "order_detail", "trade").flatMap { $0.children.isEmpty ? nil : $0 }
            ?? result
        if inner.first("order_status", "orderStatus", "gmt_create", "gmtCreate") != nil {
            AliExpressOrderReader(inner).deliver(to: &sink, notes: &notes)
            return 1
        }
        if inner.first("contact_person", "detail_address") != nil {
            emitReceiver(inner, of: response, into: &sink, notes: &notes)
        } else if let error = Self.failure(in: response) {
            sink.report(.orderReplyIsError, at: error.locator, ["text": Self.errorText(error)])
        } else if result.value("total_count") != "0" {
            sink.report(.unknownContent, at: response.locator, ["what": response.name])
        }
        return 0
    }

    /// The address reply names no order: it is kept as a document of its own, with the receiver as its only party.
    private func emitReceiver(
        _ node: ReplyNode, of response: ReplyNode, into sink: inout some RecordSink, notes: inout AliExpressNotes
    ) {
        var document = BusinessDocument(kind: .other, typeName: response.name)
        let party = AliExpressOrderReader.receiver(node, masked: &notes.masked)
        document.parties = [PartyInRole(role: .consignee, field: "result", party: party, locator: node.locator)]
        if let id = node.first("order_id", "id"), let text = id.text {
            document.references = [Reference(.order, field: id.name, value: text, locator: id.locator)]
        }
        sink.emit(.document(document), at: node.locator)
        notes.reportMasked(at: node.locator, into: &sink)
    }

    /// An error text beside data is noted; a list that goes on elsewhere is reported.
    private func checkResult(_ response: ReplyNode, found: Int, into sink: inout some RecordSink) {
        let result = response.first("result") ?? response
        if found > 0, let error = result.first("error_message", "error_desc"), let text = error.text,
            !ParcelNumber.isPlaceholder(text),
            text.lowercased() != "success"
        {
            sink.report(.orderErrorBesideData, at: error.locator, ["text": text.bounded(300)])
        }
        guard let total = result.first("total_count", "total_item"), let wanted = total.text.flatMap({ Int($0) }),
            wanted > found
        else { return }
        sink.report(
            .orderPagesMissing, at: total.locator,
            [
                "found": String(found), "total": String(wanted), "page": result.value("current_page") ?? "?",
                "pages": result.value("total_page") ?? "?",
            ])
    }
}

/// What is said once per file, not once per order.
struct AliExpressNotes {
    var saidPacific = false
    var saidNoZone = false
    var masked: [String] = []

    mutating func reportMasked(at locator: Locator, into sink: inout some RecordSink) {
        guard !masked.isEmpty else { return }
        sink.report(.orderMasked, at: locator, ["field": masked.joined(separator: ", ")])
        masked = []
    }
}
