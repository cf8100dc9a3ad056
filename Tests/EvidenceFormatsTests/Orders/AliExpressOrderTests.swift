import CaseModel
import EvidenceFormats
import EvidenceIngest
import Foundation
import JSONReading
import Testing
import XMLReading

private func read(_ text: String) throws -> CollectingSink {
    let (sink, error) = CollectingSink.read(Array(text.utf8), as: "o.json", with: AliExpressOrder())
    if let error { throw error }
    return sink
}

private func recognize(_ text: String) -> Recognition {
    let bytes = Array(text.utf8)
    let probe = FileProbe(
        name: "a", size: Int64(bytes.count), head: bytes, mediaType: "", puid: nil, text: text,
        xml: XMLProbe(head: bytes),
        json: JSONProbe(head: bytes))
    return AliExpressOrder().recognize(probe)
}

/// A detail reply; the fields stand inside `data`.
private func detail(_ fields: String) -> String {
    #"{"aliexpress_solution_order_info_get_response":{"result":{"data":{"id":8123000000004471,"gmt_create":"2026-03-01 10:20:30",\#(fields)}}}}"#
}

/// A list reply of that many orders.
private func list(_ count: Int, total: Int) -> String {
    let orders = (0..<count).map {
        #"{"order_id":\#(9_007_199_254_740_993 + $0),"order_status":"FINISH","gmt_create":"2026-03-01 10:20","end_reason":"buyer_accept_goods","order_amount":{"amount":"1.50","currency_code":"USD"}}"#
    }
    return
        #"{"aliexpress_solution_order_get_response":{"result":{"total_count":\#(total),"current_page":1,"total_page":2,"target_list":{"order_dto":[\#(orders.joined(separator: ","))]}}}}"#
}

@Suite("AliExpress orders")
struct AliExpressOrderTests {
    @Test(
        "recognised by the name of the reply",
        arguments: [
            (list(1, total: 1), true), (detail(#""memo":"x""#), true),
            ("<aliexpress_trade_new_redefining_findorderbyid_response/>", true),
            (#"{"api":"mtop.aliexpress.buyer.order.list","data":{}}"#, true),
            (#"{"error_response":{"code":15,"msg":"Remote service error"}}"#, true),
            (#"{"aliexpress_logistics_redefining_querytrackingresult_response":{}}"#, false),
            (#"{"trade_fullinfo_get_response":{}}"#, false), (#"{"api":"mtop.other.order","data":{}}"#, false),
            ("[1]", false),
            ("<aliexpress_solution_order_get_response xmlns='urn:x'/>", false),
        ])
    func recognition(_ text: String, _ isOrder: Bool) {
        #expect((recognize(text) != .no) == isOrder)
    }

    @Test("JSON and XML of one order give the same record")
    func sameInBothNotations() throws {
        let json = try read(
            detail(
                #""order_status":"FINISH","order_end_reason":"buyer_accept_goods_timeout","order_amount":{"amount":"15.00","cent":1500,"cent_factor":100,"currency_code":"USD"},"logistic_info_list":{"global_aeop_tp_logistic_info_dto":[{"logistics_no":"LP00123456789012","gmt_send":"2026-03-02 08:00"},{"logistics_no":"1"}]}"#
            ))
        let xml = try read(
            """
            <aliexpress_solution_order_info_get_response><result><data><id>8123000000004471</id><gmt_create>2026-03-01 10:20:30</gmt_create>
            <order_status>FINISH</order_status><order_end_reason>buyer_accept_goods_timeout</order_end_reason>
            <order_amount><amount>15.00</amount><cent>1500</cent><cent_factor>100</cent_factor><currency_code>USD</currency_code></order_amount>
            <logistic_info_list><global_aeop_tp_logistic_info_dto><logistics_no>LP00123456789012</logistics_no><gmt_send>2026-03-02 08:00</gmt_send>
            </global_aeop_tp_logistic_info_dto><global_aeop_tp_logistic_info_dto><logistics_no>1</logistics_no></global_aeop_tp_logistic_info_dto></logistic_info_list>
            </data></result></aliexpress_solution_order_info_get_response>
            """)
        let (a, b) = (try #require(json.orders.first), try #require(xml.orders.first))
        #expect(a.id == "8123000000004471" && b.id == a.id)
        #expect(a.total?.money == b.total?.money && a.total?.money == Money(plain: "15.00", currency: "USD"))
        #expect(a.states == b.states)
        #expect(a.endMeaning == "orderEndReason.aliexpress.confirmedBySilence")
        #expect(a.statusMeaning == "orderStatus.aliexpress.FINISH")
        #expect(a.times.map(\.time) == b.times.map(\.time))
        #expect(a.parcels.map(\.value) == ["LP00123456789012"] && b.parcels.map(\.value) == a.parcels.map(\.value))
        #expect(json.shipments.map(\.trackingNumber) == ["LP00123456789012", nil])
        #expect(xml.shipments.map(\.trackingNumber) == ["LP00123456789012", nil])
        #expect(json.codes == xml.codes)
        #expect(json.codes.contains("CF-ORDER-PARCEL"))
    }

    @Test("times are the clock of the platform")
    func times() throws {
        let sink = try read(
            detail(#""refund_info":{"refund_time":"2026-03-09 01:00"},"gmt_pay_success":"2026-03-01 10:21""#))
        let order = try #require(sink.orders.first)
        #expect(order.created?.iso == "2026-03-01T10:20:30-08:00")
        #expect(order.created?.zone == .platformConvention)
        #expect(order.times.first { $0.name == "gmt_pay_success" }?.time.iso == "2026-03-01T10:21:00-08:00")
        #expect(order.times.first { $0.name == "refund_info.refund_time" }?.time.zone == EventTime.ZoneGround.none)
        #expect(sink.codes == ["CF-ORDER-PACIFIC"])
    }

    @Test(
        "an amount that is written twice is compared",
        arguments: [("15.00", 1500, false), ("15.00", 1505, true), ("0.1", 10, false)])
    func amounts(_ text: String, _ cents: Int, _ differs: Bool) throws {
        let sink = try read(
            detail(
                #""order_amount":{"amount":"\#(text)","cent":\#(cents),"cent_factor":100,"currency":{"currency_code":"EUR"}}"#
            ))
        #expect(sink.orders.first?.total?.money == Money(plain: text, currency: "EUR"))
        #expect(sink.codes.contains("CF-ORDER-AMOUNT") == differs)
    }

    @Test("ids keep their digits, and missing pages are reported")
    func lists() throws {
        let sink = try read(list(3, total: 5))
        #expect(sink.orders.map(\.id) == ["9007199254740993", "9007199254740994", "9007199254740995"])
        #expect(
            sink.records.first?.locator
                == .json(pointer: "/aliexpress_solution_order_get_response/result/target_list/order_dto/0"))
        #expect(sink.orders.first?.endMeaning == "orderEndReason.aliexpress.buyerConfirmed")
        #expect(sink.diagnostics.first { $0.kind == .orderPagesMissing }?.arguments["total"] == "5")
        #expect(!(try read(list(2, total: 2)).codes.contains("CF-ORDER-PAGES")))
    }

    @Test("orders before a break still stand")
    func cut() {
        let text = list(40, total: 40)
        let (sink, error) = CollectingSink.read(
            Array(text.utf8.prefix(text.utf8.count / 2)), as: "o.json", with: AliExpressOrder())
        #expect(error?.diagnostic.kind == .jsonMalformed)
        #expect(sink.orders.count > 10)
    }

    @Test("masked values identify nobody")
    func masked() throws {
        let sink = try read(
            detail(
                #""buyer_info":{"login_id":"de***01","first_name":"A***"},"receipt_address":{"contact_person":"A***","mobile_no":"017******","detail_address":"***","country":"DE"}"#
            ))
        let order = try #require(sink.orders.first)
        #expect(order.buyer?.identities == [])
        #expect(order.shipTo?.identities == [])
        #expect(order.shipTo?.name == "A***")
        let said = sink.diagnostics.first { $0.kind == .orderMasked }?.arguments["field"] ?? ""
        #expect(said.contains("buyer login") && said.contains("receiver's mobile_no"))
    }

    @Test("messages, log and goods")
    func messagesAndLog() throws {
        let sink = try read(
            detail(
                #""order_msg_list":{"m_dto":[{"id":5,"content":"Where is it?","poster":"buyer","sender_login_id":"de01","receiver_login_id":"cn02","gmt_create":"2026-03-04 09:00:00"}]},"opr_log_dto_list":{"l_dto":[{"action_type":"front_create_order","operator":"de01","gmt_create":"2026-03-01 10:20","memo":"m"}]},"child_order_list":{"c_dto":[{"id":8123000000014471,"product_name":"Lamp","product_count":2,"product_unit":"piece"}]}"#
            ))
        let message = try #require(sink.messages.first)
        #expect(message.text == "Where is it?")
        #expect(message.conversation == "8123000000004471")
        #expect(message.sender.identity == Identity(.account, "de01", scheme: "aliexpress"))
        #expect(message.time.iso == "2026-03-04T09:00:00-08:00")
        let order = try #require(sink.orders.first)
        #expect(order.history.first?.status == "front_create_order")
        #expect(order.history.first?.actor == "de01")
        #expect(order.childIDs == ["8123000000014471"])
        #expect(order.lines.first?.description == "Lamp")
        #expect(order.lines.first?.quantity == "2 piece")
    }

    @Test func parcelsOfANamelessOrderAreTold() throws {
        let text =
            #"{"aliexpress_ds_trade_order_get_response":{"result":{"order_status":"FINISH","logistics_info_list":"#
            + #"{"aeop_order_logistics_info":[{"logistics_no":"LP00675700340000","logistics_service":"CAINIAO"}]}}}}"#
        let sink = try read(text)
        #expect(sink.orders.isEmpty)
        let parcels = sink.records.compactMap { if case .shipment(let shipment) = $0.record { shipment } else { nil } }
        #expect(parcels.map(\.trackingNumber) == ["LP00675700340000"] && parcels.allSatisfy { $0.references.isEmpty })
        #expect(sink.diagnostics.contains { $0.kind == .orderWithoutID })
    }

    @Test(
        "replies without an order",
        arguments: [
            (#"{"error_response":{"code":15,"msg":"Remote service error","sub_code":"isv.x"}}"#, "CF-ORDER-ERROR"),
            (
                #"{"aliexpress_ds_trade_order_get_response":{"result":{"order_status":"FINISH","gmt_create":"2026-03-01 10:20"}}}"#,
                "CF-ORDER-NO-ID CF-ORDER-PACIFIC"
            ),
            (
                #"{"aliexpress_trade_seller_orderlist_get_response":{"result":{"success":false,"error_code":"B_SYSTEM_ERROR","error_message":"not yours"}}}"#,
                "CF-ORDER-ERROR"
            ),
            (#"{"aliexpress_ds_trade_order_get_response":{"rsp_code":405,"rsp_msg":"order not exist"}}"#, "CF-ORDER-ERROR"),
            (
                #"{"aliexpress_solution_order_info_get_response":{"result":{"error_code":"0","error_message":"none","success":false}}}"#,
                "CF-ORDER-ERROR"
            ),
            (#"{"aliexpress_trade_order_get_response":{"error_response":{"code":"Limit","msg":"too often"}}}"#, "CF-ORDER-ERROR"),
            (#"{"type":"ISV","code":"IllegalAccessToken","message":"expired","request_id":"0b"}"#, "CF-ORDER-ERROR"),
            (#"{"aliexpress_solution_order_get_response":{"result":{"surprise":{"a":1}}}}"#, "CF-CONTENT-UNKNOWN"),
        ])
    func withoutOrder(_ text: String, _ code: String) throws {
        let sink = try read(text)
        #expect(sink.orders.isEmpty)
        #expect(sink.codes == code.split(separator: " ").map(String.init))
    }

    @Test func anOrderThatNothingNamesIsADocument() throws {
        let sink = try read(
            #"{"aliexpress_trade_ds_order_get_response":{"result":{"order_status":"FINISH","order_amount":{"amount":"17.50","#
                + #""currency_code":"USD"},"child_order_list":{"aeop_child_order_info":[{"product_name":"Lamp","product_count":2}]}}}}"#)
        let document = try #require(sink.documents.first)
        #expect(document.kind == .other && document.number == nil)
        #expect(document.amounts.map(\.money.text) == ["17.50"] && document.lines.map(\.description) == ["Lamp"])
        #expect(document.extra.contains(NamedText("order_status", "FINISH")))
    }

    @Test("empty lists are nothing", arguments: ["{}", "[]", #"{"aeop_dto":[]}"#, "null", #""""#])
    func emptyLists(_ nothing: String) throws {
        let names = ["logistic_info_list", "opr_log_dto_list", "order_msg_list", "child_order_list"]
        let sink = try read(detail(names.map { "\"\($0)\":\(nothing)" }.joined(separator: ",")))
        #expect(sink.records.count == 1 && sink.orders.first?.history == [] && sink.orders.first?.lines == [])
    }

    @Test(
        "times are Pacific, with its daylight saving",
        arguments: [
            ("2026-01-31 23:59:59", "-08:00"), ("2026-03-08 01:59:59", "-08:00"), ("2026-03-08 03:00:00", "-07:00"),
            ("2026-03-07 12:00:00", "-08:00"), ("2026-07-01 00:00:00", "-07:00"), ("2026-11-01 01:30:00", "-07:00"),
            ("2026-11-01 02:00:00", "-08:00"), ("2020-03-08 05:00:00", "-07:00"), ("2015-11-01 01:59:59", "-07:00"),
            ("2015-11-30 00:00:00", "-08:00"),
        ])
    func pacific(_ text: String, _ offset: String) throws {
        let sink = try read(detail("\"gmt_trade_end\":\"\(text)\""))
        let time = sink.orders.first?.times.first { $0.name == "gmt_trade_end" }?.time
        #expect(time?.iso == text.replacing(" ", with: "T") + offset && time?.zone == .platformConvention && time?.text == text)
    }

    @Test func moneyOfSinglePartsIsRead() throws {
        let sink = try read(
            detail(
                #""order_paidtime_string":"2026-03-01T06:05:47-07:00[America/Los_Angeles]","child_order_list":{"dto":[{"child_id":"81","#
                    + #""product_name":"Lamp","loan_info":{"loan_time":"2026-03-20 01:54:59"},"refund_info":{"refund_cash_amt":"#
                    + #"{"amount":"10.00","currency_code":"USD"},"refund_time":"2026-03-21 01:00:00","refund_status":"refund_ok"}}]}"#))
        let order = try #require(sink.orders.first)
        let part = "child_order.81."
        #expect(order.times.first { $0.name == "order_paidtime_string" }?.time.iso == "2026-03-01T06:05:47-07:00")
        #expect(order.times.contains { $0.name == part + "loan_info.loan_time" })
        #expect(order.amounts.contains { $0.name == part + "refund_info.refund_cash_amt" && $0.money.text == "10.00" })
        #expect(order.states.contains(NamedText(part + "refund_info.refund_status", "refund_ok")))
        #expect(Order.splitPart(part + "refund_info.refund_time") == (part, "refund_info.refund_time"))
        #expect(Order.splitPart("refund_info.refund_time") == ("", "refund_info.refund_time"))
    }

    @Test("the receiver's reply gives a party with its address")
    func receiver() throws {
        let sink = try read(
            #"{"aliexpress_solution_order_receiptinfo_get_response":{"result":{"contact_person":"Sam Sample","detail_address":"Allee 4","city":"Bonn","zip":"53111","country":"DE","mobile_no":"0170000000"}}}"#
        )
        let party = sink.documents.first?.parties.first
        #expect(party?.role == .consignee)
        #expect(party?.party.address == ["Allee 4", "53111 Bonn", "DE"])
        #expect(party?.party.identities == [Identity(.phone, "0170000000")])
    }

    @Test("an end that nothing explains, and a status nobody knows")
    func unclear() throws {
        #expect(try read(detail(#""order_status":"FINISH""#)).codes.contains("CF-ORDER-END"))
        let sink = try read(detail(#""order_status":"ARCHIVED_2019""#))
        #expect(sink.codes.contains("CF-ORDER-STATUS"))
        #expect(sink.orders.first?.status == "ARCHIVED_2019")
        #expect(sink.orders.first?.statusMeaning == "orderStatus.aliexpress.unknown")
    }

    @Test("the buyer's application has no documented zone")
    func application() throws {
        let sink = try read(
            #"{"api":"mtop.aliexpress.buyer.order.list","data":{"orderList":[{"tradeOrderId":"3040999999999012","orderStatus":"FINISH","gmtCreate":"2026-03-01 10:20:30","orderAmount":{"currency":"USD","value":23.470},"subOrders":[{"title":"Kit","logisticsNo":"LP00999456789CN"}]}]}}"#
        )
        #expect(sink.orders.first?.total?.money.text == "23.470")
        #expect(sink.orders.first?.created?.zone == EventTime.ZoneGround.none)
        #expect(sink.shipments.first?.trackingNumber == "LP00999456789CN")
        #expect(sink.codes == ["CF-TIME-NOZONE"])
    }
}

@Suite("Words for AliExpress states")
struct AliExpressWordingTests {
    /// The languages' tables as text: the key of a meaning stands in each of them.
    @Test("every meaning has a sentence in every language", arguments: ["en", "de", "zh-Hans"])
    func sentences(_ language: String) throws {
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../Templates/lang/\(language).json").standardizedFileURL.path
        let data = try #require(FileManager.default.contents(atPath: path))
        var reader = JSONReader([UInt8](data))
        _ = try reader.next()
        let phrases = try reader.value()["phrases"]
        for status in ["FINISH", "CLOSED", "IN_ISSUE", "PAYMENT_PROCESSING", "nonsense"] {
            let sink = try read(detail(#""order_status":"\#(status)","order_end_reason":"buyer_pay_timeout""#))
            let order = try #require(sink.orders.first)
            let keys = [order.statusMeaning, order.endMeaning]
            for key in keys.compactMap({ $0 }) { #expect(phrases?[key]?.string?.isEmpty == false, "\(key)") }
        }
    }

    @Test("the newer gateway: its words beside the reply, or no name of the call at all")
    func gateway() throws {
        let order = #"{"order_id":8190000000004471,"order_status":"FINISH","gmt_create":"2026-03-01 10:20:30","biz_type":"AE_COMMON"}"#
        let result = #"{"total_count":1,"target_list":{"order_dto":[\#(order)]}}"#
        for text in [
            #"{"code":"0","aliexpress_solution_order_get_response":{"result":\#(result)},"request_id":"r"}"#,
            #"{"result":\#(result),"code":"0","request_id":"r"}"#,
        ] {
            #expect(recognize(text) != .no)
            #expect(try read(text).orders.map(\.id) == ["8190000000004471"])
        }
        #expect(recognize(#"{"result":{"order_status":"done"},"code":"0"}"#) == .no)
        #expect(recognize(#"{"aliexpress_ds_order_tracking_get_response":{"result":{"ret":true}}}"#) == .no)
    }
}
