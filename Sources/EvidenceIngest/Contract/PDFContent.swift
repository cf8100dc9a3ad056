/// What the PDF tools found in a PDF. Made by the intake in child processes; readers only look at it.
package struct PDFContent: Hashable, Sendable {
    package enum State: Hashable, Sendable {
        case sound
        /// Damaged, but repaired in a copy; the text lists what qpdf said.
        case repaired(String)
        /// Not to be opened.
        case unusable(String)
        /// Needs a password to open.
        case locked
        /// The tools are not installed; the text says which.
        case notExamined(String)
    }

    package struct Attachment: Hashable, Sendable {
        package let name: String
        package let mediaType: String?
        package let bytes: [UInt8]

        package init(name: String, mediaType: String?, bytes: [UInt8]) {
            self.name = name
            self.mediaType = mediaType
            self.bytes = bytes
        }
    }

    /// What somebody wrote on a page: a note, or a mark with words to it.
    package struct Comment: Hashable, Sendable {
        /// From 1 on.
        package let page: Int
        /// As the file gives it (`/T`); nil when it names nobody.
        package let author: String?
        /// When it was last changed, as the file writes it (`D:20260301120000+01'00'`).
        package let time: String?
        package let words: String

        package init(page: Int, author: String?, time: String?, words: String) {
            self.page = page
            self.author = author
            self.time = time
            self.words = words
        }
    }

    package let state: State
    package let pages: Int
    /// Text layer, one string per page.
    package let text: [String]
    /// Degrees to turn each page so that its words run from left to right; empty when none needs it.
    package let turns: [Int]
    /// Number of saved states, 1 for a file that was never changed.
    package let revisions: Int
    /// Document information by its own keys (`Title`, `Producer`, `CreationDate`), as written.
    package let information: [String: String]
    package let attachments: [Attachment]
    /// Number of annotations and filled fields that have no picture of themselves, by subtype (`FreeText`): they are lost
    /// where the pages are shown. Links, pop-up windows and hidden ones are not counted. Nil when they could not be looked for.
    package let unseenAnnotations: [String: Int]?
    /// In the order of the pages.
    package let comments: [Comment]

    package init(
        state: State, pages: Int, text: [String], turns: [Int] = [], revisions: Int, information: [String: String],
        attachments: [Attachment], unseenAnnotations: [String: Int]? = [:], comments: [Comment] = []
    ) {
        self.state = state
        self.pages = pages
        self.text = text
        self.turns = turns
        self.revisions = revisions
        self.information = information
        self.attachments = attachments
        self.unseenAnnotations = unseenAnnotations
        self.comments = comments
    }
}

/// What showing the pages of a PDF needs to know of it.
package struct PDFPages: Hashable, Sendable {
    package let state: PDFContent.State
    /// As in `PDFContent`.
    package let turns: [Int]
}
