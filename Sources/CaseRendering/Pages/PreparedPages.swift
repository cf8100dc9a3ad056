/// What the bundle can show of an item beside its slip sheet.
enum PreparedPages: Sendable {
    /// A picture in the job folder; size in points as it will be placed, after turning.
    case picture(Picture)
    /// A PDF in the job folder.
    case document(file: String, pages: Int, turns: [Int])
    /// Nothing; why, as a key of the section `document` of the language files, with the tool's words.
    case nothing(reason: String, words: String)

    struct Picture: Sendable {
        let file: String
        let width: Double
        let height: Double
        /// Degrees clockwise.
        let turn: Int
        /// The file is damaged, and this is what could be decoded.
        var isDamaged = false
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
