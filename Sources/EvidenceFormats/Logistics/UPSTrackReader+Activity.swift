import CaseModel
import EvidenceIngest
import XMLReading

private import struct Foundation.Data

extension UPSTrackReader {
    /// The fields of one activity, as written.
    private struct Fields {
        var type = ""
        var code = ""
        var text = ""
        var detail = ""
        var date = ""
        var time = ""
        var gmtDate = ""
        var gmtTime = ""
        var gmtOffset = ""
        var place: String?
        var spot = ""
        var signedBy = ""
    }

    mutating func activity(
        of number: String?, history: inout DeliveryHistory, into sink: inout some RecordSink
    ) throws(IngestError) {
        let start = cursor.locator
        var fields = Fields()
        loop: while true {
            switch try cursor.next() {
            case .child(.ActivityLocation): try location(&fields, into: &sink)
            case .child(.Status): try status(&fields, into: &sink)
            case .child(.Date): fields.date = try cursor.text()
            case .child(.Time): fields.time = try cursor.text()
            case .child(.GMTDate): fields.gmtDate = try cursor.text()
            case .child(.GMTTime): fields.gmtTime = try cursor.text()
            case .child(.GMTOffset): fields.gmtOffset = try cursor.text()
            case .child(.Description): fields.text = try cursor.text()
            case .child(.Code): fields.code = try cursor.text()
            case .child(.SignatureImage), .child(.PODLetter), .child(.Document): try proof(into: &sink)
            case .child, .unknownChild: try passOver(into: &sink)
            case .end: break loop
            }
        }
        emit(fields, of: number, at: start, history: &history, into: &sink)
    }

    private mutating func emit(
        _ fields: Fields, of number: String?, at start: Locator, history: inout DeliveryHistory,
        into sink: inout some RecordSink
    ) {
        let (step, basis) = step(of: UPSStatus(type: fields.type, code: fields.code, text: fields.text))
        let text = fields.text.isEmpty ? fields.detail : fields.text
        var event = TrackingEvent(
            trackingNumber: number, time: time(fields, at: start, into: &sink), step: step, basis: basis,
            code: [fields.type, fields.code].filter { !$0.isEmpty }.joined(separator: " ").nonEmpty,
            text: text, place: fields.place)
        // Who signs where a parcel is handed on is not who received it.
        if step == .delivered {
            event.signatory = signatory(fields.signedBy, at: start, into: &sink)
        }
        if step == .unknown {
            let words = [fields.type, fields.code, text].filter { !$0.isEmpty }.joined(separator: " ")
            let shown = words.isEmpty ? "an event without status" : words
            report.once(.trackingStatusUnknown, ["text": shown], key: shown, at: start, into: &sink)
        }
        report.note(event)
        history.add(event, spot: fields.spot.nonEmpty)
        sink.emit(.trackingEvent(event), at: start)
    }

    /// The name, or nil, with a diagnostic where something else stands in its place.
    mutating func signatory(
        _ text: String, at locator: Locator, into sink: inout some RecordSink
    ) -> String? {
        let name = Signatory.name(text)
        if name == nil, !text.isEmpty {
            report.once(.doubtfulSignatory, ["text": text], key: text, at: locator, into: &sink)
        }
        return name
    }

    // MARK: Time

    /// Local date and time; with `GMTOffset`, or with GMT date and time to compare with, the zone is known.
    private mutating func time(
        _ fields: Fields, at start: Locator, into sink: inout some RecordSink
    ) -> EventTime {
        let local = readable(
            CarrierTime.compact(date: fields.date, time: fields.time), fields.date + " " + fields.time, at: start,
            into: &sink)
        if fields.gmtOffset.isEmpty, fields.gmtDate.isEmpty { return local }
        let gmt = CarrierTime.compact(date: fields.gmtDate, time: fields.gmtTime)?.wallClock
        if let offset = CarrierTime.offset(fields.gmtOffset) {
            if let clock = local.wallClock {
                return CarrierTime.instant(clock, offset: offset, text: local.text, zone: .explicit)
            }
            if let gmt, let clock = LocalDateTime(secondsAsIfUTC: gmt.secondsAsIfUTC + Int64(offset)) {
                let text = "\(fields.gmtDate) \(fields.gmtTime) GMT"
                return CarrierTime.instant(clock, offset: offset, text: text, zone: .explicit)
            }
        }
        guard let gmt else { return local }
        guard let clock = local.wallClock else {
            return CarrierTime.instant(gmt, offset: 0, text: "\(fields.gmtDate) \(fields.gmtTime) GMT", zone: .explicit)
        }
        // No zone is further than 14 hours from GMT, and all are multiples of a quarter of an hour.
        let offset = Int(clock.secondsAsIfUTC - gmt.secondsAsIfUTC)
        guard abs(offset) <= 50_400, offset % 900 == 0 else { return local }
        return CarrierTime.instant(clock, offset: offset, text: local.text, zone: .derived)
    }

    // MARK: Parts

    /// The web service has `Type`, `Code` and `Description` right here, the XML tool wraps them.
    private mutating func status(_ fields: inout Fields, into sink: inout some RecordSink) throws(IngestError) {
        while true {
            switch try cursor.next() {
            case .child(.StatusType): try codes(&fields.type, &fields.text, into: &sink)
            case .child(.StatusCode): try codes(&fields.code, &fields.detail, into: &sink)
            case .child(.Type): fields.type = try cursor.text()
            case .child(.Code): fields.code = try cursor.text()
            case .child(.Description): fields.text = try cursor.text().collapsingBlanks()
            case .child, .unknownChild: try passOver(into: &sink)
            case .end: return
            }
        }
    }

    private mutating func codes(
        _ code: inout String, _ description: inout String, into sink: inout some RecordSink
    ) throws(IngestError) {
        while true {
            switch try cursor.next() {
            case .child(.Code): code = try cursor.text()
            case .child(.Description): description = try cursor.text().collapsingBlanks()
            case .child, .unknownChild: try passOver(into: &sink)
            case .end: return
            }
        }
    }

    /// Where the parcel was left stands in `Description`, before the address.
    private mutating func location(_ fields: inout Fields, into sink: inout some RecordSink) throws(IngestError) {
        var address: [String] = []
        loop: while true {
            switch try cursor.next() {
            case .child(.Address): address.append(try addressLine())
            case .child(.AddressLine), .child(.City), .child(.StateProvinceCode), .child(.PostalCode), .child(.CountryCode):
                // Freight has the parts of the address right here.
                address.append(try cursor.text().collapsingBlanks())
            case .child(.Description): fields.spot = try cursor.text().collapsingBlanks()
            case .child(.SignedForByName): fields.signedBy = try cursor.text()
            case .child(.SignatureImage), .child(.PODLetter), .child(.Document): try proof(into: &sink)
            case .child(.Code): try cursor.skip()
            case .child, .unknownChild: try passOver(into: &sink)
            case .end: break loop
            }
        }
        let parts = ([fields.spot] + address).filter { !$0.isEmpty }
        fields.place = parts.joined(separator: ", ").nonEmpty
    }

    /// The parts of an address in their order, as one line.
    private mutating func addressLine() throws(IngestError) -> String {
        var line = ""
        while true {
            switch try cursor.next() {
            case .child, .unknownChild:
                let part = try cursor.text().collapsingBlanks()
                if part.isEmpty { continue }
                line += line.isEmpty ? part : ", " + part
            case .end: return line
            }
        }
    }

    /// A signature or a proof of delivery inside the reply: evidence of its own.
    mutating func proof(into sink: inout some RecordSink) throws(IngestError) {
        let locator = cursor.locator
        let element = try cursor.element()
        let (content, format, name): (XMLElement?, String?, String)
        switch element.name.local {
        case "PODLetter": (content, format, name) = (element.child("HTMLImage"), "html", "proof-of-delivery")
        case "Document":
            // A receipt, a bill of lading, a signature: its type says which.
            let type = element.descendant("Type", "Description")?.text.collapsingBlanks().lowercased()
            (content, format) = (element.child("Content"), element.descendant("Format", "Code")?.text)
            name = type?.nonEmpty?.replacing(" ", with: "-") ?? "document"
        default:
            (content, format) = (element.child("GraphicImage"), element.descendant("ImageFormat", "Code")?.text ?? "gif")
            name = "signature"
        }
        let text = content?.text ?? element.text
        guard !text.allSatisfy(\.isWhitespace) else { return }
        guard let bytes = Data(base64Encoded: text, options: .ignoreUnknownCharacters), !bytes.isEmpty else {
            return report.once(
                .unknownContent, ["what": "\(element.name.local) that is not base64"], key: element.name.local,
                at: locator, into: &sink)
        }
        let ending = format?.trimmingBlanks().lowercased().nonEmpty
        _ = sink.attach(
            ChildContent(
                name: ending.map { name + "." + $0 } ?? name, declaredType: ending.flatMap { Self.mediaTypes[$0] },
                bytes: Array(bytes)))
    }

    private static let mediaTypes = [
        "html": "text/html", "pdf": "application/pdf", "gif": "image/gif", "png": "image/png", "jpg": "image/jpeg",
        "jpeg": "image/jpeg", "tif": "image/tiff", "tiff": "image/tiff",
    ]
}
