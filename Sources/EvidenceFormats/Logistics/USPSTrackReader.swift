import CaseModel
import EvidenceIngest
import XMLReading

enum USPSTag: String, Sendable {
    case TrackResponse, TrackResults, TrackInfo, TrackSummary, TrackDetail, Error
    case Class, Service, DestinationCity, DestinationState, DestinationZip, DestinationCountryCode
    case OriginCity, OriginState, OriginZip, OriginCountryCode
    case ExpectedDeliveryDate, PredictedDeliveryDate, GuaranteedDeliveryDate, MPDATE, AssociatedLabel
    // Passed over: the inner workings of the interface.
    case TABLECODE, MPSUFFIX, RramEnabled, RreEnabled, RestoreEnabled, KahalaIndicator, EmailEnabled, TrackRestoreInfo
}

/// Streams one reply: an event per summary and detail as it is met, a shipment per number at its end.
struct USPSTrackReader: ~Copyable {
    private var cursor: FeedCursor<USPSTag>
    private var report = FeedReport()

    init(_ source: EvidenceSource) { cursor = FeedCursor(source) { $0.namespace == nil } }

    mutating func read(into sink: inout some RecordSink) throws(IngestError) {
        var depth = 0
        repeat {
            switch try cursor.next() {
            case .child(.TrackInfo): try parcel(into: &sink)
            case .child(.Error): try error(of: nil, into: &sink)
            case .child, .unknownChild: depth += 1
            case .end: depth -= 1
            }
        } while depth > 0
        if cursor.hasDoctype { sink.report(.xmlDoctype) }
        report.finish(into: &sink)
    }

    private mutating func error(of number: String?, into sink: inout some RecordSink) throws(IngestError) {
        let locator = cursor.locator
        let error = try cursor.element()
        let words = [
            number, error.child("Description")?.text.collapsingBlanks(), error.child("Number")?.text.trimmingBlanks(),
        ]
        let text = words.compactMap { $0?.nonEmpty }.joined(separator: ", ")
        report.once(.carrierError, ["text": text], key: text, at: locator, into: &sink)
    }

    // MARK: One number

    private mutating func parcel(into sink: inout some RecordSink) throws(IngestError) {
        let start = cursor.locator
        let number = cursor.attributes.value("ID")?.trimmingBlanks().nonEmpty
        var parcel = Shipment(trackingNumber: number, carrier: "USPS")
        var places = Places()
        var history = DeliveryHistory()
        var failed = false
        loop: while true {
            switch try cursor.next() {
            case .child(.TrackSummary), .child(.TrackDetail):
                failed = try event(of: number, &parcel, history: &history, into: &sink) || failed
            case .child(.Error):
                failed = true
                try error(of: number, into: &sink)
            case .child(let tag): try field(tag, &parcel, &places, into: &sink)
            case .unknownChild: try otherField(&parcel, into: &sink)
            case .end: break loop
            }
        }
        // Nothing but an error: no parcel is described.
        if failed, history.events == 0, parcel.isBare { return }
        places.add(to: &parcel, at: start)
        parcel.deliveredAt = history.deliveredAt
        parcel.signatory = history.signatory
        parcel.deliveryPlace = history.deliveryPlace
        if let spot = history.spot, parcel.signatory == nil { parcel.extra.append(NamedText("leftAt", spot)) }
        report.check(history, of: number, at: start, into: &sink)
        if history.deliveredAt == nil, !history.wasReturned,
            let status = parcel.extra.first(where: { $0.name == "StatusCategory" })?.text,
            status.lowercased() == "delivered"
        {
            report.once(
                .statusWithoutEvent, ["number": number ?? "?", "text": status], key: number ?? "?", at: start,
                into: &sink)
        }
        sink.emit(.shipment(parcel), at: start)
    }

    /// Cities without streets: all that the reply says of sender and recipient.
    private struct Places {
        var origin: [String] = []
        var destination: [String] = []

        func add(to parcel: inout Shipment, at locator: Locator) {
            for (role, field, parts) in [
                (PartyInRole.Role.consignor, "Origin", origin), (.consignee, "Destination", destination),
            ] {
                guard !parts.isEmpty else { continue }
                let party = Party(address: [parts.joined(separator: ", ")])
                parcel.parties.append(PartyInRole(role: role, field: field, party: party, locator: locator))
            }
        }
    }

    private mutating func field(
        _ tag: USPSTag, _ parcel: inout Shipment, _ places: inout Places, into sink: inout some RecordSink
    ) throws(IngestError) {
        let locator = cursor.locator
        let text = try cursor.text().collapsingBlanks()
        guard !text.isEmpty else { return }
        switch tag {
        case .Class: parcel.service = Self.plain(text)
        case .Service: parcel.extra.append(NamedText("Service", Self.plain(text)))
        case .OriginCity, .OriginState, .OriginZip, .OriginCountryCode: places.origin.append(text)
        case .DestinationCity, .DestinationState, .DestinationZip, .DestinationCountryCode:
            places.destination.append(text)
        case .ExpectedDeliveryDate, .PredictedDeliveryDate, .GuaranteedDeliveryDate, .MPDATE:
            let time = CarrierTime.american(date: text, time: "") ?? ISOTime.parse(text)
            parcel.times.append(
                NamedTime(tag.rawValue, readable(time, text, at: locator, into: &sink), locator: locator))
        case .AssociatedLabel:
            parcel.references.append(Reference(.tracking, field: "AssociatedLabel", value: text, locator: locator))
        default: return
        }
    }

    /// A field of no special meaning here keeps its name and text.
    private mutating func otherField(
        _ parcel: inout Shipment, into sink: inout some RecordSink
    ) throws(IngestError) {
        let locator = cursor.locator
        let element = try cursor.element()
        let name = element.name.local
        if !element.children.isEmpty {
            report.once(.unknownContent, ["what": "element \(name)"], key: name, at: locator, into: &sink)
        }
        let text = element.text.collapsingBlanks()
        if !text.isEmpty, parcel.extra.count < 200 { parcel.extra.append(NamedText(name, text)) }
    }

    private mutating func readable(
        _ time: EventTime?, _ text: String, at locator: Locator, into sink: inout some RecordSink
    ) -> EventTime {
        if let time { return time }
        let text = text.collapsingBlanks()
        if !text.isEmpty { report.once(.timeUnreadable, ["text": text], key: text, at: locator, into: &sink) }
        return .unknown(text)
    }

    /// Service names carry HTML, which some replies escape twice: `USPS Tracking<SUP>&#153;</SUP>`.
    static func plain(_ text: String) -> String {
        let marked = text.replacing("&amp;", with: "&").replacing("&lt;", with: "<").replacing("&gt;", with: ">")
        var result = ""
        var rest = marked[...]
        while let next = rest.first {
            if next == "<", let end = rest.firstIndex(of: ">") {
                rest = rest[end...].dropFirst()
            } else if next == "&", let end = rest.prefix(12).firstIndex(of: ";"),
                rest[..<end].dropFirst().allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "#") })
            {
                rest = rest[end...].dropFirst()
            } else {
                result.append(next)
                rest = rest.dropFirst()
            }
        }
        return result.collapsingBlanks()
    }

    // MARK: Events

    /// True when it turns out to be no event but an error in words.
    private mutating func event(
        of number: String?, _ parcel: inout Shipment, history: inout DeliveryHistory, into sink: inout some RecordSink
    ) throws(IngestError) -> Bool {
        let locator = cursor.locator
        let element = try cursor.element()
        let event: TrackingEvent
        var spot: String?
        if element.children.isEmpty {
            let sentence = USPSSentence(element.text)
            if sentence.text.isEmpty { return false }
            if sentence.time == nil, USPSStatus.isError(sentence.text) {
                let text = [number, sentence.text].compactMap { $0 }.joined(separator: ", ")
                report.once(.carrierError, ["text": text], key: text, at: locator, into: &sink)
                return true
            }
            event = self.event(sentence, of: number, at: locator, into: &sink)
        } else {
            event = self.event(element, of: number, at: locator, into: &sink)
            spot = Self.spot(event)
            if event.step == .delivered { Self.keepDetails(of: element, in: &parcel) }
        }
        if event.step == .unknown {
            let words = [event.code, event.text].compactMap { $0?.nonEmpty }.joined(separator: " ")
            report.once(.trackingStatusUnknown, ["text": words], key: words, at: locator, into: &sink)
        }
        report.note(event)
        history.add(event, spot: spot)
        sink.emit(.trackingEvent(event), at: locator)
        return false
    }

    private mutating func event(
        _ sentence: USPSSentence, of number: String?, at locator: Locator, into sink: inout some RecordSink
    ) -> TrackingEvent {
        let (step, basis) = USPSStatus.step(code: "", text: sentence.text)
        if sentence.lacksYear, let text = sentence.time?.text {
            report.once(.dateWithoutYear, ["text": text], at: locator, into: &sink)
        }
        return TrackingEvent(
            trackingNumber: number, time: sentence.time ?? .unknown(""), step: step, basis: basis, text: sentence.text,
            place: sentence.place)
    }

    private mutating func event(
        _ element: XMLElement, of number: String?, at locator: Locator, into sink: inout some RecordSink
    ) -> TrackingEvent {
        func part(_ name: String) -> String { element.child(name)?.text.collapsingBlanks() ?? "" }
        let code = part("EventCode")
        let text = Self.plain(part("Event"))
        let (step, basis) = USPSStatus.step(code: code, text: text)
        let city = [
            part("EventCity"), [part("EventState"), part("EventZIPCode")].joined(separator: " ").trimmingBlanks(),
        ]
        let place = (city + [part("EventCountry")]).filter { !$0.isEmpty }.joined(separator: ", ")
        var event = TrackingEvent(
            trackingNumber: number, time: time(of: element, at: locator, into: &sink), step: step, basis: basis,
            code: code.nonEmpty, text: text, place: place.nonEmpty)
        // Names in other events are those of offices and senders.
        if step == .delivered, let name = part("Name").nonEmpty ?? part("FirmName").nonEmpty {
            event.signatory = Signatory.name(name)
            if event.signatory == nil {
                report.once(.doubtfulSignatory, ["text": name], key: name, at: locator, into: &sink)
            }
        }
        return event
    }

    private mutating func time(
        of element: XMLElement, at locator: Locator, into sink: inout some RecordSink
    ) -> EventTime {
        func part(_ name: String) -> String { element.child(name)?.text.collapsingBlanks() ?? "" }
        let (date, clock) = (part("EventDate"), part("EventTime"))
        let local = readable(
            CarrierTime.american(date: date, time: clock), date + " " + clock, at: locator, into: &sink)
        if let reading = local.wallClock, let offset = CarrierTime.offset(part("GMTOffset")) {
            return CarrierTime.instant(reading, offset: offset, text: local.text, zone: .explicit)
        }
        return local
    }

    /// `Delivered, In/At Mailbox` says where it was left.
    private static func spot(_ event: TrackingEvent) -> String? {
        guard event.step == .delivered, let comma = event.text.utf8.firstIndex(of: 0x2C) else { return nil }
        return String(event.text[event.text.utf8.index(after: comma)...]).trimmingBlanks().nonEmpty
    }

    private static func keepDetails(of element: XMLElement, in parcel: inout Shipment) {
        for name in ["DeliveryAttributeCode", "AuthorizedAgent", "FirmName"] {
            guard let text = element.child(name)?.text.collapsingBlanks(), !text.isEmpty, text != "false" else {
                continue
            }
            parcel.extra.append(NamedText(name, text))
        }
    }
}

extension Shipment {
    /// True when nothing but a number and a carrier is known of it.
    fileprivate var isBare: Bool { service == nil && times.isEmpty && extra.isEmpty && references.isEmpty }
}
