/// What the bundle can show of an item beside its slip sheet.
enum PreparedPages: Sendable {
    /// A picture in the job folder; size in points as it will be placed, after turning.
    case picture(Picture)
    /// A PDF in the job folder.
    case document(Document)
    /// Nothing; why, as a key of the section `document` of the language files, with the tool's words.
    case nothing(reason: String, words: String)

    /// What the slip sheet has to say about the pages.
    var note: (key: String, words: String)? {
        switch self {
        case .picture: nil
        case .document(let document): document.note
        case .nothing(let reason, let words): (reason, words)
        }
    }

    struct Picture: Sendable {
        let file: String
        let width: Double
        let height: Double
        /// Degrees clockwise, after mirroring.
        let turn: Int
        /// Left and right change places.
        var isMirrored = false
        /// The file is damaged, and this is what could be decoded.
        var isDamaged = false
    }

    struct Document: Sendable {
        var file: String
        let pages: Int
        /// Degrees clockwise for each page; empty when none needs it.
        let turns: [Int]
        /// What the slip sheet has to say: a key of the section `document` of the language files, with the tool's words.
        var note: (key: String, words: String)?
    }
}

/// The frame of a page that exhibits are shown in, in points.
enum PageFrame {
    static let width = 479.0
    static let height = 640.0
    /// A picture is placed with no fewer and no more pixels per inch than these.
    static let coarsest = 150.0
    static let finest = 300.0
}
