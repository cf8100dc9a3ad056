package import CaseModel

/// Reads one format. A value without state: one for all files and tasks.
///
/// An ingestor
/// - must decide in `recognize` from the probe alone, cheaply, and name its ground; it declines what is not its format
///   (`.no`) rather than fail later;
/// - must turn every unit of input into a record, a child item or a diagnostic: what it does not understand it reports,
///   with the place;
/// - must keep text as written beside every reading, and must not use clock, zone, locale or environment;
/// - must give the same records for the same bytes, in the order of the file;
/// - must survive any input: cut, damaged, hostile;
/// - throws `IngestError` only when nothing trustworthy can be said about the rest of the file. What was emitted before
///   is kept when `descriptor.keepsPartialRecords`, else dropped, and the item is `partial` or `failed` accordingly.
package protocol Ingestor: Sendable {
    var descriptor: IngestorDescriptor { get }
    func recognize(_ probe: FileProbe) -> Recognition
    func ingest(_ source: EvidenceSource, into sink: inout some RecordSink) throws(IngestError)
}

/// What an ingestor says about itself. The table of formats in the README and `casefile formats` are derived from it.
package struct IngestorDescriptor: Hashable, Sendable {
    package enum Family: String, Hashable, Sendable, CaseIterable {
        case chats = "Chats"
        case mail = "Mail"
        case logistics = "Logistics"
        case shippingDocuments = "ShippingDocuments"
        case orders = "Orders"
        case payments = "Payments"
        case files = "Files"
    }

    /// Stable id (`ups-track-xml`), part of the command line's interface.
    package let id: String
    package let family: Family
    /// For people: "WhatsApp chat export".
    package let title: String
    /// How a seller gets such a file, in one sentence.
    package let origin: String
    /// Names as people meet them: "_chat.txt in a zip, WhatsApp Chat with ….txt".
    package let fileNames: String
    /// True for streams of independent records (chats, mailboxes): those before a break still stand.
    package let keepsPartialRecords: Bool
    package let coverage: Coverage

    package init(
        id: String, family: Family, title: String, origin: String, fileNames: String, keepsPartialRecords: Bool,
        coverage: Coverage
    ) {
        self.id = id
        self.family = family
        self.title = title
        self.origin = origin
        self.fileNames = fileNames
        self.keepsPartialRecords = keepsPartialRecords
        self.coverage = coverage
    }
}

/// Which parts of a format are read, which are passed over on purpose (kept in the original only), and what is known
/// to be missing.
package struct Coverage: Hashable, Sendable {
    package let read: [String]
    package let passedOver: [String]
    package let missing: [String]

    package init(read: [String], passedOver: [String] = [], missing: [String] = []) {
        self.read = read
        self.passedOver = passedOver
        self.missing = missing
    }
}

/// An ingestor's answer to a probe.
package enum Recognition: Hashable, Sendable {
    case no
    case yes(Strength, basis: String)

    /// How sure the ground is. Two equal claims are a diagnostic, never the order of a list.
    package enum Strength: Int, Hashable, Sendable, Comparable {
        /// The name or media type only.
        case weak
        /// The shape of the content.
        case likely
        /// A signature, root element with namespace, or the format's own marker.
        case certain

        package static func < (a: Strength, b: Strength) -> Bool { a.rawValue < b.rawValue }
    }
}

/// Where an ingestor's findings go.
package protocol RecordSink {
    /// A record, and the place it stands at. Messages, notices and calls are numbered here, in order of emission.
    mutating func emit(_ record: Record, at locator: Locator)
    mutating func report(_ diagnostic: Diagnostic)
    /// Hands over a part that is evidence of its own (mail attachment, MMS picture, embedded document). The result
    /// goes into `Attachment.State.item`. The bytes are decoded content; the name is as written.
    mutating func attach(_ child: ChildContent) -> Int
}

extension RecordSink {
    package mutating func report(_ kind: DiagnosticKind, at locator: Locator? = nil, _ arguments: [String: String] = [:]) {
        report(Diagnostic(kind, at: locator, arguments))
    }
}

/// A part found inside an item.
package struct ChildContent: Sendable {
    /// As written; made safe by the intake. Nil when it has none.
    package let name: String?
    /// As declared by the container; the intake decides by the bytes.
    package let declaredType: String?
    package let bytes: [UInt8]

    package init(name: String?, declaredType: String?, bytes: [UInt8]) {
        self.name = name
        self.declaredType = declaredType
        self.bytes = bytes
    }
}

/// Nothing trustworthy can be said about the rest of the item.
package struct IngestError: Error, Hashable, Sendable {
    package let diagnostic: Diagnostic

    package init(_ kind: DiagnosticKind, at locator: Locator? = nil, _ arguments: [String: String] = [:]) {
        diagnostic = Diagnostic(kind, at: locator, arguments)
    }
}
