import CaseModel
import EvidenceIngest
import Foundation

/// One order of a reply into one order record, its parcels, and its messages.
struct AliExpressOrderReader {
    let node: ReplyNode
    /// Replies of the buyer's application have other names, and no documented zone.
    private let isApplication: Bool
    private var diagnostics: [Diagnostic] = []
    var masked: [String] = []

    init(_ node: ReplyNode) {
        self.node = node
        isApplication = node.first("tradeOrderId", "orderStatus") != nil
    }

    func deliver(to sink: inout some RecordSink, notes: inout AliExpressNotes) {
        var reader = self
        reader.run(&sink, &notes)
    }

    private mutating func run(_ sink: inout some RecordSink, _ notes: inout AliExpressNotes) {
        guard let id = node.value("order_id", "id", "tradeOrderId", "trade_order_id", "orderId") else {
            sink.report(.orderWithoutID, at: node.locator)
            // Which order it is somebody may know: what it says is kept as a document, and its parcels are named.
            var nameless = Order(platform: "aliexpress", id: "")
            let shipments = read(into: &nameless)
            sink.emit(.document(document(nameless)), at: node.locator)
            for (shipment, locator) in shipments where shipment.trackingNumber != nil {
                sink.emit(.shipment(shipment), at: locator)
            }
            for diagnostic in diagnostics { sink.report(diagnostic) }
            sayOnce(nameless, &sink, &notes)
            return
        }
        var order = Order(platform: "aliexpress", id: id)
        let shipments = read(into: &order)
        noteEnd(of: order)
        sink.emit(.order(order), at: node.locator)
        for (shipment, locator) in shipments { sink.emit(.shipment(shipment), at: locator) }
        for (message, locator) in messages(of: order) { sink.emit(.message(message), at: locator) }
        for diagnostic in diagnostics { sink.report(diagnostic) }
        sayOnce(order, &sink, &notes)
    }

    private mutating func read(into order: inout Order) -> [(Shipment, Locator)] {
        readTimes(into: &order)
        readStates(into: &order)
        readAmounts(into: &order)
        readParties(into: &order)
        readLines(into: &order)
        readHistory(into: &order)
        return readParcels(into: &order)
    }

    /// An order that nothing names, as a document of no kind that accounts or findings build on.
    private func document(_ order: Order) -> BusinessDocument {
        var document = BusinessDocument(kind: .other, typeName: node.name)
        document.issued = order.created
        document.times = order.times
        document.amounts = order.amounts
        document.lines = order.lines
        document.references = order.parcels
        document.extra = [order.status.map { NamedText("order_status", $0) }].compactMap { $0 } + order.states
        let parties = [(PartyInRole.Role.buyer, order.buyer), (.seller, order.seller), (.consignee, order.shipTo)]
        document.parties = parties.compactMap { role, party in
            party.map { PartyInRole(role: role, field: role.rawValue, party: $0, locator: node.locator) }
        }
        return document
    }

    private func sayOnce(_ order: Order, _ sink: inout some RecordSink, _ notes: inout AliExpressNotes) {
        if order.created?.zone == .platformConvention, !notes.saidPacific {
            notes.saidPacific = true
            sink.report(.orderTimesPacific, at: node.locator)
        }
        if case .local = order.created?.value, !notes.saidNoZone {
            notes.saidNoZone = true
            sink.report(.timeWithoutZone, at: node.locator)
        }
        notes.masked = masked
        notes.reportMasked(at: node.locator, into: &sink)
    }

    // MARK: - Times and states

    private static let timeNames: Set<String> = [
        "over_time_left", "send_goods_time", "loan_time", "issue_time", "refund_time", "order_paidtime_string",
    ]

    private static func isTime(_ name: String) -> Bool { name.hasPrefix("gmt") || timeNames.contains(name) }

    /// Refund and dispute screens may use another clock than the order, so that their zone stays unknown.
    private mutating func time(_ leaf: ReplyNode) -> EventTime {
        let text = leaf.text ?? ""
        let isElsewhere = leaf.name == "issue_time" || leaf.name == "refund_time"
        if let milliseconds = Int64(text), text.utf8.count == 13 {
            return EventTime(.instant(Instant(milliseconds: milliseconds), offset: 0), text: text, zone: .utcByFormat)
        }
        // Java's notation names the zone once more: `2024-08-28T06:05:47-07:00[America/Los_Angeles]`.
        if let time = ISOTime.parse(text.hasSuffix("]") ? String(text.prefix { $0 != "[" }) : text) {
            guard case .local(let local) = time.value, !isApplication, !isElsewhere else { return time }
            let (instant, offset) = PacificTime.instant(local)
            return EventTime(.instant(instant, offset: offset), text: text, zone: .platformConvention)
        }
        diagnostics.append(Diagnostic(.timeUnreadable, at: leaf.locator, ["text": text.bounded(80)]))
        return .unknown(text)
    }

    /// The order and its goods, which have blocks of the same names when money went out or back for single goods.
    private var parts: [(prefix: String, node: ReplyNode)] {
        [("", node)]
            + goods.map { item in
                let id = item.value("child_id", "child_order_id", "id", "product_id", "productId") ?? ""
                return (Order.partPrefix(id), item)
            }
    }

    private var goods: [ReplyNode] { node.items("child_order_list", "product_list", "subOrders", "child_orders") }

    private mutating func readTimes(into order: inout Order) {
        for leaf in node.leaves where Self.isTime(leaf.name) {
            let read = time(leaf)
            if leaf.name == "gmt_create" || leaf.name == "gmtCreate" { order.created = read }
            order.times.append(NamedTime(leaf.name, read, locator: leaf.locator))
        }
        for (prefix, node) in parts {
            for part in node.children where ["loan_info", "issue_info", "refund_info", "child_issue_info"].contains(part.name) {
                for leaf in part.leaves where Self.isTime(leaf.name) {
                    order.times.append(NamedTime(prefix + part.name + "." + leaf.name, time(leaf), locator: leaf.locator))
                }
            }
        }
    }

    private static let readElsewhere: Set<String> = [
        "order_id", "id", "tradeOrderId", "trade_order_id", "orderId", "order_status", "orderStatus", "buyerloginid",
        "buyer_login_id", "buyer_signer_fullname", "seller_signer_fullname", "seller_login_id",
        "seller_operator_login_id",
        "cpf_number", "pay_amount_by_settlement_cur",
    ]

    /// All plain fields of the order and of its loan, issue and refund blocks, by their own names.
    private mutating func readStates(into order: inout Order) {
        order.status = node.value("order_status", "orderStatus")
        if let status = order.status {
            order.statusMeaning = AliExpressStatus.meaning(of: status)
            if !AliExpressStatus.isKnown(status) {
                diagnostics.append(Diagnostic(.orderStatusUnknown, at: node.locator, ["text": status]))
            }
        }
        for leaf in node.leaves where !Self.isTime(leaf.name) && !Self.readElsewhere.contains(leaf.name) {
            order.states.append(NamedText(leaf.name, (leaf.text ?? "").bounded(1_000)))
        }
        for (prefix, node) in parts {
            for part in node.children
            where part.name.hasSuffix("_info") && part.name != "buyer_info" && part.name != "store_info" {
                for leaf in part.leaves where !Self.isTime(leaf.name) {
                    order.states.append(NamedText(prefix + part.name + "." + leaf.name, (leaf.text ?? "").bounded(1_000)))
                }
            }
        }
        if let reason = node.value("order_end_reason", "end_reason") {
            order.endMeaning = AliExpressStatus.meaning(ofEnd: reason)
        }
    }

    private mutating func noteEnd(of order: Order) {
        guard order.status == "FINISH", node.value("order_end_reason", "end_reason") == nil, order.parcels.isEmpty,
            !order.times.contains(where: { $0.name.hasPrefix("gmt_pay") || $0.name == "order_paidtime_string" })
        else { return }
        diagnostics.append(Diagnostic(.orderEndUnclear, at: node.locator))
    }

    // MARK: - Amounts

    private mutating func readAmounts(into order: inout Order) {
        for child in node.children {
            if let amount = amount(child, name: child.name) { order.amounts.append(amount) }
        }
        for (prefix, node) in parts {
            for part in node.children where part.name.hasSuffix("_info") {
                for inner in part.children {
                    let name = prefix + part.name + "." + inner.name
                    if let amount = amount(inner, name: name) { order.amounts.append(amount) }
                }
            }
        }
        // In the seller's currency; a bare text beside the code.
        if let leaf = node.first("pay_amount_by_settlement_cur"), let text = leaf.text {
            if let money = Money(plain: text, currency: node.value("settlement_currency")) {
                order.amounts.append(NamedAmount(leaf.name, money, locator: leaf.locator))
            } else {
                diagnostics.append(Diagnostic(.amountUnreadable, at: leaf.locator, ["text": text.bounded(80)]))
            }
        }
        let totals = [
            "order_amount", "orderAmount", "total_amount", "pay_amount", "payAmount", "init_oder_amount",
            "init_order_amount", "user_order_amount",
        ]
        let amounts = order.amounts
        order.total = totals.lazy.compactMap { name in amounts.first { $0.name == name } }.first
    }

    /// `{amount, cent, cent_factor, currency_code}`; nil for what is no amount. The decimal text counts.
    private mutating func amount(_ node: ReplyNode, name: String) -> NamedAmount? {
        guard !node.children.isEmpty, node.first("currency_code", "currency", "currencyCode") != nil,
            let money = money(node, name: name)
        else { return nil }
        return NamedAmount(name, money, locator: node.locator)
    }

    private mutating func money(_ node: ReplyNode, name: String) -> Money? {
        let currency =
            node.value("currency_code", "currencyCode", "currency") ?? node.first("currency")?.value("currency_code")
        let cents = node.value("cent").flatMap(Money.decimal(plain:))
        let factor = node.value("cent_factor").flatMap(Money.decimal(plain:))
        let fromCents = cents.flatMap { cents in factor.flatMap { $0 == 0 ? nil : cents / $0 } }
        guard let text = node.value("amount", "amount_str", "value") else {
            return fromCents.map {
                Money(
                    amount: $0, currency: currency,
                    text: "\(node.value("cent") ?? "") / \(node.value("cent_factor") ?? "")")
            }
        }
        guard let money = Money(plain: text, currency: currency) else {
            diagnostics.append(Diagnostic(.amountUnreadable, at: node.locator, ["text": text.bounded(80)]))
            return nil
        }
        if let fromCents, fromCents != money.amount {
            diagnostics.append(
                Diagnostic(
                    .orderAmountMismatch, at: node.locator, ["field": name, "amount": text, "cents": "\(fromCents)"]))
        }
        return money
    }

    // MARK: - Goods and the platform's log

    private mutating func readLines(into order: inout Order) {
        var children = Set(order.childIDs)
        for item in goods {
            if let child = item.value("child_id", "child_order_id", "id"), children.insert(child).inserted {
                order.childIDs.append(child)
            }
            let number = item.value("product_count", "quantity")
            var line = DocumentLine(
                id: item.value("child_id", "child_order_id", "id") ?? item.value("product_id", "productId"),
                description: item.value("product_name", "title", "productName")?.bounded(1_000),
                quantity: number.map { [$0, item.value("product_unit")].compactMap { $0 }.joined(separator: " ") },
                locator: item.locator)
            for child in item.children {
                guard let amount = amount(child, name: child.name) else { continue }
                if child.name == "total_product_amount" || child.name == "init_order_amt" { line.amount = amount.money }
                line.details.append(
                    NamedText(
                        child.name, [amount.money.text, amount.money.currency].compactMap { $0 }.joined(separator: " "))
                )
            }
            let read = ["product_name", "title", "productName", "product_count", "quantity", "product_unit"]
            for leaf in item.leaves where !read.contains(leaf.name) {
                line.details.append(NamedText(leaf.name, (leaf.text ?? "").bounded(1_000)))
            }
            order.lines.append(line)
        }
    }

    private mutating func readHistory(into order: inout Order) {
        for entry in node.items("opr_log_dto_list") {
            let when = entry.first("gmt_create", "gmt_modified")
            order.history.append(
                StatusChange(
                    time: when.map { time($0) } ?? .unknown(""), status: entry.value("action_type") ?? "",
                    actor: entry.value("operator"),
                    note: entry.value("memo"), locator: entry.locator))
        }
    }

    /// What buyer and seller wrote to each other about the order.
    private mutating func messages(of order: Order) -> [(Message, Locator)] {
        node.items("order_msg_list").map { entry in
            func participant(_ end: String) -> Participant {
                let names = [entry.value(end + "_first_name"), entry.value(end + "_last_name")].compactMap { $0 }
                let login = entry.value(end + "_login_id")
                let identity = login.flatMap { $0.contains("*") ? nil : Identity(.account, $0, scheme: "aliexpress") }
                return Participant(name: names.isEmpty ? login : names.joined(separator: " "), identity: identity)
            }
            var message = Message(
                id: entry.value("id"), conversation: order.id, conversationTitle: order.id,
                time: entry.first("gmt_create").map { time($0) } ?? .unknown(""), sender: participant("sender"),
                recipients: [participant("receiver")], kind: .text, delivery: .sent, text: entry.value("content") ?? "")
            for name in ["poster", "status", "business_order_id"] {
                if let text = entry.value(name) { message.extra.append(NamedText(name, text)) }
            }
            return (message, entry.locator)
        }
    }

    // MARK: - Parcels

    /// A shipment per entry of the parcel list; the numbers also stand with the order.
    private mutating func readParcels(into order: inout Order) -> [(Shipment, Locator)] {
        let entries = node.items("logistic_info_list", "logistics_info_list", "logisticsInfoList")
        var shipments: [(Shipment, Locator)] = []
        var known = Set(order.parcels.map(\.value))
        for entry in entries + node.items("subOrders") {
            let number = entry.first("logistics_no", "logisticsNo", "tracking_no")
            guard number != nil || entry.name != "subOrders" else { continue }
            if let text = number?.text, known.contains(text) { continue }
            var shipment = Shipment(trackingNumber: nil)
            if let number { keep(number, in: &order, &shipment) }
            if let text = shipment.trackingNumber { known.insert(text) }
            if !order.id.isEmpty {
                shipment.references.append(Reference(.order, field: "order_id", value: order.id, locator: node.locator))
            }
            shipment.carrier = entry.value("logistics_service_name", "logistics_service", "logistics_type_code")
            shipment.service = entry.value("logistics_type_code")
            shipment.times = entry.leaves.filter { Self.isTime($0.name) }.map {
                NamedTime($0.name, time($0), locator: $0.locator)
            }
            if entry.value("receive_status") == "received" {
                shipment.deliveredAt = shipment.times.first { $0.name == "gmt_received" }?.time
            }
            for name in ["receive_status", "recv_status_desc", "have_tracking_info", "ship_order_id"] {
                if let text = entry.value(name) { shipment.extra.append(NamedText(name, text)) }
            }
            shipments.append((shipment, entry.locator))
        }
        return shipments
    }

    private mutating func keep(_ number: ReplyNode, in order: inout Order, _ shipment: inout Shipment) {
        let text = number.text ?? ""
        if ParcelNumber.isPlausible(text) || ParcelNumber.matchesCarrierPattern(text) {
            shipment.trackingNumber = text
            order.parcels.append(Reference(.tracking, field: number.name, value: text, locator: number.locator))
        } else {
            diagnostics.append(Diagnostic(.parcelNumberPlaceholder, at: number.locator, ["text": text.bounded(80)]))
            shipment.references.append(Reference(.other, field: number.name, value: text, locator: number.locator))
        }
    }
}
