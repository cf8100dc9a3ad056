/// What the intake could do with an item. See DESIGN: every item gets exactly one.
package enum ItemStatus: String, Hashable, Sendable, CaseIterable {
    /// All of it was understood.
    case read
    /// Something of it was not (a diagnostic of severity `error` says what); the rest was read.
    case partial
    /// No reader claims it: an exhibit as it is.
    case stored
    /// A reader claims it but nothing of it can be trusted: an exhibit as it is.
    case failed

    /// True where a reader claims the file and did not understand all of it.
    package var isUnread: Bool { self == .partial || self == .failed }
}

/// One unit of evidence: a file, or a part of one (zip member, mail, attachment).
package struct Item: Hashable, Sendable {
    /// Position in the intake's order; the id of the item inside one case.
    package let index: Int
    /// As shown: decoded when the bytes were not UTF-8. Children are `PARENT!/NAME`.
    package let path: String
    /// The path's bytes when they are not UTF-8; nil otherwise.
    package let rawPath: [UInt8]?
    /// How `path` was decoded when `rawPath` is set (`GB18030`).
    package let pathEncoding: String?
    /// Index of the item it was taken from.
    package let parent: Int?
    package let bytes: Int64
    /// Lower-case hexadecimal.
    package let sha256: String
    /// Lower-case hexadecimal; empty where only one digest was asked for (`inspect`).
    package let sha512: String
    package let mediaType: String
    /// PRONOM identifier (`fmt/101`); nil when none is known.
    package let puid: String?
    /// Id of the reader, or nil.
    package let format: String?
    /// The ground of the recognition.
    package let basis: String
    /// The ground of the character encoding, for texts ("UTF-8: valid throughout").
    package let encoding: String?
    package let status: ItemStatus
    package let diagnostics: [Diagnostic]
    package internal(set) var records: [CapturedRecord]
    /// The name as the container stores it, where it was changed to be shown or made safe.
    package let storedName: String?

    package init(
        index: Int, path: String, rawPath: [UInt8]?, pathEncoding: String?, parent: Int?, bytes: Int64, sha256: String,
        sha512: String, mediaType: String, puid: String?, format: String?, basis: String, encoding: String?,
        status: ItemStatus, diagnostics: [Diagnostic], records: [CapturedRecord], storedName: String? = nil
    ) {
        self.index = index
        self.path = path
        self.rawPath = rawPath
        self.pathEncoding = pathEncoding
        self.parent = parent
        self.bytes = bytes
        self.sha256 = sha256
        self.sha512 = sha512
        self.mediaType = mediaType
        self.puid = puid
        self.format = format
        self.basis = basis
        self.encoding = encoding
        self.status = status
        self.diagnostics = diagnostics
        self.records = records
        self.storedName = storedName
    }

    /// Last component of the path.
    package var name: String {
        let tail = path.utf8.lastIndex(of: 0x2F).map { path[path.utf8.index(after: $0)...] }
        return String(tail ?? path[...])
    }
}

/// Something that was not taken in, and why.
package struct Refusal: Hashable, Sendable {
    package let path: String
    package let rawPath: [UInt8]?
    package let reason: String

    package init(path: String, rawPath: [UInt8]? = nil, reason: String) {
        self.path = path
        self.rawPath = rawPath
        self.reason = reason
    }
}

/// How many records of each kind an item holds; what each means is fixed by the interface of `inspect --json`.
package struct RecordCounts: Hashable, Sendable {
    package var messages = 0
    package var system = 0
    package var calls = 0
    package var participants = 0
    package var shipments = 0
    package var trackingEvents = 0
    package var documents = 0
    package var orders = 0
    package var payments = 0

    package init() {}

    /// Names and values in the order of the interface.
    package var all: [(name: String, value: Int)] {
        [
            ("messages", messages), ("system", system), ("calls", calls), ("participants", participants),
            ("shipments", shipments), ("trackingEvents", trackingEvents), ("documents", documents),
            ("orders", orders), ("payments", payments),
        ]
    }
}
