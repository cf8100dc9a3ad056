extension ToolSearch {
    /// A font the templates ask for.
    package struct WantedFont: Sendable {
        package let title: String
        package let package: String
        /// Path of its file; nil when it is not installed.
        package let file: String?
    }

    /// The font families of the templates, and where each was found.
    package var wantedFonts: [WantedFont] {
        let folders = fontFolders
        return Self.families.map { title, package, name in
            let file = folders.map { $0 + "/" + name }.first { FileSystem.isFile($0) }
            return WantedFont(title: title, package: package, file: file)
        }
    }

    private static let families = [
        ("Noto Sans", "fonts-noto-core", "NotoSans-Regular.ttf"),
        ("Noto Serif", "fonts-noto-core", "NotoSerif-Regular.ttf"),
        ("Noto Sans Arabic", "fonts-noto-core", "NotoSansArabic-Regular.ttf"),
        ("Noto Naskh Arabic", "fonts-noto-core", "NotoNaskhArabic-Regular.ttf"),
        ("Noto Sans CJK", "fonts-noto-cjk", "NotoSansCJK-Regular.ttc"),
        ("Noto Serif CJK", "fonts-noto-cjk", "NotoSerifCJK-Regular.ttc"),
        ("Noto Color Emoji", "fonts-noto-color-emoji", "NotoColorEmoji.ttf"),
    ]
}
