package import CaseModel

/// `START-HERE.txt`: what the dossier is and how to check it with tools that are not ours. UTF-8 with a byte order mark
/// and CRLF, so that every editor of every system shows it rightly.
package enum StartHere {
    /// - Parameters:
    ///   - paths: of the payload files, relative to `data/`; what is not there is not spoken of.
    package static func text(
        _ content: Case, wording: Wording, paths: [String], createdAt: Instant
    ) -> [UInt8] {
        let labels = Labels(wording, "startHere")
        let name = content.settings.id
        let times = TimeWords(wording, Labels(wording, "viewer"), zone: nil)
        var page = Page()
        page.title(labels["title", ["name": UnseenCharacters.spelled(name)]])
        page.paragraph(labels["made", ["time": times.made(createdAt), "exhibits": String(content.exhibits.count)]])
        page.paragraph(labels["intro"])
        page.heading(labels["whatHeading"])
        for (path, key) in contents where paths.contains(where: { $0 == path || $0.hasPrefix(path) && path.hasSuffix("/") }) {
            page.item(path, labels[key])
        }
        page.heading(labels["checkHeading"])
        page.paragraph(labels["checkIntro", ["name": UnseenCharacters.spelled(name)]])
        page.commands(labels["linux"], [linux], labels["expectLinux"])
        page.commands(labels["mac"], [mac], labels["expectLinux"])
        page.commands(labels["windows"], windows, labels["expectWindows"])
        page.commands(labels["windowsOne"], [#"certutil -hashfile data\report.pdf SHA256"#], nil)
        page.commands(labels["bagit"], ["pip install bagit", "bagit.py --validate \(name)"], labels["expectBagit"])
        page.paragraph(labels["browser"])
        page.commands(labels["anchor"], [anchor], nil)
        if paths.contains("bundle.pdf") {
            page.heading(labels["filingHeading"])
            page.paragraph(labels["filing"])
            page.command(FilingName.bundle(content.settings, createdAt: createdAt))
            page.paragraph(labels["filing2"])
        }
        page.heading(labels["noteHeading"])
        page.paragraph(labels["note"])
        return page.bytes
    }

    static let linux = "sha256sum -c manifest-sha256.txt"
    static let mac = "shasum -a 256 -c manifest-sha256.txt"
    static let anchor = "sha256sum tagmanifest-sha256.txt"

    /// One line of the manifest is a digest, two blanks and a path; an absent file has no hash, and so is not OK.
    static let windows = [
        "Get-Content -Encoding UTF8 manifest-sha256.txt | ForEach-Object {",
        "  $sha256, $path = $_ -split '  ', 2",
        "  $found = (Get-FileHash -LiteralPath $path -Algorithm SHA256 -ErrorAction SilentlyContinue).Hash",
        "  if ($found -eq $sha256) { \"OK  $path\" } elseif ($found) { \"CHANGED  $path\" } else { \"MISSING  $path\" }",
        "}",
    ]

    private static let contents = [
        ("report.pdf", "report"), ("bundle.pdf", "bundle"), ("index.html", "index"), ("exhibits/", "exhibits"),
        ("tables/", "tables"), ("case.json", "case"), ("custody.json", "custody"), ("case.yaml", "settings"),
    ]
}

/// Plain text in lines of at most 78 columns; Chinese characters take two.
private struct Page {
    private var lines: [String] = []
    private static let width = 78

    mutating func title(_ text: String) {
        lines += [text, String(repeating: "=", count: Self.columns(text[...])), ""]
    }

    mutating func heading(_ text: String) {
        lines += ["", text, String(repeating: "-", count: Self.columns(text[...])), ""]
    }

    mutating func paragraph(_ text: String) { lines += Self.wrap(text, indent: "") + [""] }

    mutating func item(_ name: String, _ text: String) {
        lines.append("  " + name)
        lines += Self.wrap(text, indent: "      ")
    }

    /// Commands are never wrapped: they are copied.
    mutating func commands(_ heading: String, _ commands: [String], _ after: String?) {
        lines += Self.wrap(heading, indent: "") + [""]
        lines += commands.map { "    " + $0 } + [""]
        if let after { paragraph(after) }
    }

    mutating func command(_ text: String) { lines += ["    " + text, ""] }

    var bytes: [UInt8] { [0xEF, 0xBB, 0xBF] + Array(lines.map { $0 + "\r\n" }.joined().utf8) }

    private static func wrap(_ text: String, indent: String) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in units(text) {
            let isFull = columns(line[...]) + columns(word.text[...]) + indent.utf8.count + 1 > width
            if isFull, !line.isEmpty, !word.sticks {
                lines.append(indent + line)
                line = word.text
            } else {
                line += (word.hasBlank && !line.isEmpty ? " " : "") + word.text
            }
        }
        return line.isEmpty ? lines : lines + [indent + line]
    }

    /// Words, and single characters of scripts written without blanks; closing marks stay with what they close.
    private static func units(_ text: String) -> [(text: String, hasBlank: Bool, sticks: Bool)] {
        var result: [(text: String, hasBlank: Bool, sticks: Bool)] = []
        var isAfterBlank = false
        var isAfterWide = true
        for character in text {
            if character == " " {
                isAfterBlank = true
                continue
            }
            let isWide = columns(String(character)[...]) == 2
            if result.isEmpty || isAfterBlank || isWide || isAfterWide {
                result.append((String(character), isAfterBlank, !character.isASCII && "，。、；：）”．！？".contains(character)))
            } else {
                result[result.count - 1].text.append(character)
            }
            isAfterWide = isWide
            isAfterBlank = false
        }
        return result
    }

    private static func columns(_ text: Substring) -> Int {
        text.unicodeScalars.reduce(0) { $0 + ((0x2E80...0xFFEF).contains($1.value) ? 2 : 1) }
    }
}
