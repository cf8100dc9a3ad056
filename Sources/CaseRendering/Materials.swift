/// The originals whose pages are shown in the bundle, by index in `Case.items`: pictures and PDFs.
package struct Materials: Sendable {
    /// What the intake found a PDF to be.
    package enum PDFState: Hashable, Sendable {
        case sound
        /// Damaged; what was said about it. Shown as far as it can be repaired in a copy.
        case repaired(String)
        case unusable(String)
        case locked
        case notExamined(String)
    }

    package enum Kind: Hashable, Sendable {
        case image
        /// `turns`: degrees to turn each page so that its words run from left to right; empty when none needs it.
        case pdf(PDFState, pages: Int, turns: [Int] = [])
    }

    package struct File: Hashable, Sendable {
        /// Absolute path of the original's bytes; it is only read.
        package let path: String
        package let kind: Kind

        package init(path: String, kind: Kind) {
            self.path = path
            self.kind = kind
        }
    }

    package var files: [Int: File]

    package init(_ files: [Int: File] = [:]) { self.files = files }
}

/// What was made.
package struct RenderedDocuments: Sendable {
    /// Absolute paths.
    package let report: String
    package let bundle: String
    package let reportPages: Int
    package let bundlePages: Int
    /// First and last page of every exhibit in the bundle, by exhibit number.
    package let pages: [String: ClosedRange<Int>]
    /// `Typst 0.15.2 (Python package)`.
    package let typesetter: String
    /// Absolute paths of the font files whose glyphs are in the documents, in the order of their names.
    package let fonts: [String]
    /// What could not be shown as it is, for the reader of the build's messages: exhibit number and reason, in the case's language.
    package let notes: [String]
}
