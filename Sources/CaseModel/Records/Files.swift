/// What an image file says about itself.
package struct ImageFacts: Hashable, Sendable {
    /// Pixels as stored, before the orientation is applied.
    package var width: Int
    package var height: Int
    /// EXIF orientation 1…8; 1 when absent.
    package var orientation: Int
    package var taken: EventTime?
    /// Maker and model as the file names them.
    package var device: String?
    package var hasLocation: Bool
    package var extra: [NamedText]

    package init(
        width: Int, height: Int, orientation: Int = 1, taken: EventTime? = nil, device: String? = nil,
        hasLocation: Bool = false, extra: [NamedText] = []
    ) {
        self.width = width
        self.height = height
        self.orientation = orientation
        self.taken = taken
        self.device = device
        self.hasLocation = hasLocation
        self.extra = extra
    }
}

/// What a PDF says about itself, and its words.
package struct PDFFacts: Hashable, Sendable {
    package var pages: Int
    /// Number of saved states: more than one means that it was changed after it was made.
    package var revisions: Int
    /// Text layer per page; empty strings for pages without one.
    package var text: [String]
    package var title: String?
    package var producer: String?
    package var created: EventTime?
    package var isEncrypted: Bool
    package var extra: [NamedText]

    package init(pages: Int, revisions: Int, text: [String]) {
        self.pages = pages
        self.revisions = revisions
        self.text = text
        isEncrypted = false
        extra = []
    }
}

/// A file of plain words.
package struct Prose: Hashable, Sendable {
    package var lines: [String]

    package init(lines: [String]) { self.lines = lines }
}
