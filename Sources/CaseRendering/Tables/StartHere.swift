package import CaseModel

/// `START-HERE.txt`: what the dossier is and how to check it with the tools of any system.
package enum StartHere {
    /// In the case's language; lines end with CR LF, so that every editor of Windows shows them.
    package static func text(_ theCase: Case, wording: Wording, hasPDFs: Bool, createdAt: Instant) -> [UInt8] {
        let name = theCase.settings.id
        func label(_ key: String, _ arguments: [String: String] = [:]) -> String {
            wording.label("startHere", key, arguments.merging(["name": name]) { first, _ in first })
        }
        let title = label("title")
        var lines = [title, String(repeating: "=", count: title.count), ""] + wrapped(label("intro")) + ["", label("whatHeading"), ""]
        var contents: [(String, String)] = []
        if hasPDFs { contents += [("report.pdf", "report"), ("bundle.pdf", "bundle")] }
        contents += [("index.html", "index"), ("exhibits/", "exhibits"), ("tables/", "tables"), ("case.json", "case"), ("custody.json", "custody")]
        for (file, key) in contents {
            lines.append("  " + file)
            lines += wrapped(label(key), indent: "      ")
        }
        lines += ["", label("checkHeading"), ""] + wrapped(label("checkIntro"))
        lines += [
            "", label("linux"), "", "  sha256sum -c manifest-sha256.txt", "", label("mac"), "", "  shasum -a 256 -c manifest-sha256.txt", "",
        ]
        lines += wrapped(label("expectLinux"))
        lines += [
            "", label("windows"), "",
            "  Get-Content manifest-sha256.txt -Encoding UTF8 | ForEach-Object {",
            "    $hash, $path = $_ -split '\\s+', 2",
            "    if (-not (Test-Path -LiteralPath $path)) { \"MISSING $path\" }",
            "    elseif ((Get-FileHash -LiteralPath $path -Algorithm SHA256).Hash -eq $hash) { \"OK $path\" }",
            "    else { \"CHANGED $path\" } }", "",
        ]
        lines += wrapped(label("expectWindows"))
        lines += ["", label("windowsOne"), "", "  certutil -hashfile data\\case.json SHA256", ""]
        lines += wrapped(label("bagit")) + ["", "  bagit.py --validate .", ""] + wrapped(label("expectBagit"))
        lines += [""] + wrapped(label("browser")) + [""]
        if hasPDFs {
            lines += [label("filingHeading"), ""] + wrapped(label("filing")) + ["", "  " + filingName(name, createdAt), ""]
            lines += wrapped(label("filing2")) + [""]
        }
        lines += [label("noteHeading"), ""] + wrapped(label("note")) + [""]
        lines += wrapped(label("made", ["time": wording.day(createdAt.utcDay), "exhibits": String(theCase.exhibits.count)]))
        return Array(lines.joined(separator: "\r\n").utf8) + [0x0D, 0x0A]
    }

    /// Letters, digits, `-` and `_`, at most 90 (standards/bundles.md B-19).
    static func filingName(_ id: String, _ createdAt: Instant) -> String {
        let safe = String(String.UnicodeScalarView(id.unicodeScalars.map { scalar in
            scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)) ? scalar : "-"
        }))
        return "\(safe.prefix(60))-Bundle-A-\(createdAt.utcDay.iso).pdf"
    }

    /// Lines of at most 78 columns; a Chinese character takes two.
    private static func wrapped(_ text: String, indent: String = "") -> [String] {
        var lines: [String] = []
        var line = indent
        var width = indent.count
        func columns(_ word: Substring) -> Int { word.unicodeScalars.reduce(0) { $0 + ($1.value > 0x2E80 ? 2 : 1) } }
        func end() {
            lines.append(line)
            line = indent
            width = indent.count
        }
        for word in text.split(separator: " ", omittingEmptySubsequences: true) {
            let wide = columns(word)
            if width > indent.count, width + 1 + wide > 78, wide < 60 { end() }
            if width > indent.count {
                line += " "
                width += 1
            }
            for character in word {
                let size = columns(Substring(String(character)))
                if width + size > 78, size == 2 { end() }
                line.append(character)
                width += size
            }
        }
        if width > indent.count { end() }
        return lines
    }
}
