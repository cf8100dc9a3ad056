import CaseModel
import EvidenceIngest
import XMLReading
import struct Foundation.Data

/// The attributes of an entry. The literal words `null` and `(Unknown)` mean that there is nothing.
struct SMSFields {
    private let attributes: [XMLAttribute]

    /// The device the backup was made on.
    static let owner = Participant(name: nil, isOwner: true)

    init(_ element: XMLElement) { attributes = element.attributes }

    /// `(555) 123-4567` and `+15551234567` are one number: the last eight digits agree.
    static func isOneNumber(_ one: String?, _ other: String?) -> Bool {
        guard let one, let other else { return false }
        let digits = [one, other].map { $0.utf8.filter { (0x30...0x39).contains($0) }.suffix(8) }
        return one == other || digits[0].count == 8 && digits[0].elementsEqual(digits[1])
    }

    /// As written; nil only when the attribute is not there.
    func raw(_ name: String) -> String? { attributes.value(name) }

    /// Nil when absent, empty, `null` or `(Unknown)`.
    subscript(name: String) -> String? {
        guard let value = raw(name), !value.isEmpty, value != "null", value != "(Unknown)" else { return nil }
        return value
    }

    /// `date`: milliseconds since 1970 UTC. Some programs leave the seconds in which phones keep multimedia messages:
    /// what would lie before 1973, when there was no phone to send it, is read as these.
    var time: EventTime {
        let text = raw("date") ?? ""
        guard let value = Int64(text), value < 253_402_300_800_000, value > 0 else { return .unknown(text) }
        let milliseconds = isInSeconds ? value * 1000 : value
        return EventTime(.instant(Instant(milliseconds: milliseconds), offset: 0), text: text, zone: .utcByFormat)
    }

    /// Only of numbers with ten digits and more: smaller ones stand for a clock that was not set.
    var isInSeconds: Bool { Int64(raw("date") ?? "").map { (1_000_000_000..<100_000_000_000).contains($0) } ?? false }

    /// The other sides: numbers in `address` are joined by `~`; the one contact name belongs to a single number.
    var others: [Participant] {
        let numbers = (self["address"] ?? "").split(separator: "~").map(String.init)
        guard numbers.count != 1 else { return [Participant(name: self["contact_name"], identity: Self.identity(numbers[0]))] }
        return numbers.map(Self.participant)
    }

    static func participant(_ number: String) -> Participant { Participant(name: nil, identity: identity(number)) }

    /// Senders may be words ("DHL"), numbers or mail addresses.
    private static func identity(_ address: String) -> Identity {
        if address.contains("@") { return Identity(.email, address) }
        let isNumber =
            address.utf8.contains { (0x30...0x39).contains($0) }
            && address.utf8.allSatisfy { $0 < 0x3A || $0 == 0x3B }
        return isNumber ? Identity(.phone, address) : Identity(.account, address, scheme: "sms")
    }

    /// Fields kept by their own names, those that say something only.
    func extra(_ names: [String]) -> [NamedText] {
        names.compactMap { name in
            guard let value = self[name], !(name == "date_sent" && value == "0"), !(name == "status" && value == "-1"),
                !(name == "sub_id" && value == "-1")
            else { return nil }
            return NamedText(name, value)
        }
    }

    /// Why a call shows no number; empty when it does.
    var presentation: String {
        switch raw("presentation") {
        case "2": "number withheld"
        case "3": "number unknown"
        case "4": "payphone"
        default: ""
        }
    }
}

/// The parts of a multimedia message.
struct MMSParts {
    private(set) var texts: [String] = []
    private(set) var attachments: [Attachment] = []
    /// Parts whose content is missing or not base64.
    private(set) var withoutData = 0

    mutating func add(_ part: SMSFields, into sink: inout some RecordSink) {
        let type = part["ct"]?.lowercased() ?? ""
        if type == "application/smil" { return }
        let name = part["cl"] ?? part["name"] ?? part["fn"]
        let data = part["data"]
        if data == nil, type.hasPrefix("text/plain") || type.isEmpty, let text = part.raw("text") {
            texts.append(text)
            return
        }
        if data == nil, type.hasPrefix("text/"), let text = part["text"] {
            let item = sink.attach(ChildContent(name: name, declaredType: type, bytes: Array(text.utf8)))
            attachments.append(Attachment(name: name, mediaType: type, state: .item(item)))
            return
        }
        guard let data, let bytes = Data(base64Encoded: data, options: .ignoreUnknownCharacters), !bytes.isEmpty,
            Self.isBase64(data)
        else {
            withoutData += 1
            attachments.append(Attachment(name: name, mediaType: type.isEmpty ? nil : type, state: .missing))
            return
        }
        let item = sink.attach(ChildContent(name: name, declaredType: type.isEmpty ? nil : type, bytes: Array(bytes)))
        attachments.append(Attachment(name: name, mediaType: type.isEmpty ? nil : type, state: .item(item)))
    }

    /// Foundation skips what is not base64; here that means damage. Line breaks are usual.
    private static func isBase64(_ text: String) -> Bool {
        text.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2B, 0x2F, 0x3D, 0x09, 0x0A, 0x0D, 0x20: true
            default: false
            }
        }
    }
}
