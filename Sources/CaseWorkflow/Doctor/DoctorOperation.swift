import CaseModel
package import CaseRendering
import EvidenceIngest

/// Looks for what casefile needs on this machine, and says which command installs what is not there.
package enum DoctorOperation {
    package struct Finding: Sendable {
        package let name: String
        /// What it is for, in a few words.
        package let purpose: String
        /// Its version or place; nil when it is missing.
        package let found: String?
        /// The Debian packages that bring it; empty for Typst, which is installed with pip.
        package let packages: [String]
    }

    package struct Report: Sendable {
        package let findings: [Finding]

        package var missing: [Finding] { findings.filter { $0.found == nil } }

        /// The commands that install what is missing, one a line; empty when nothing is.
        package var remedy: [String] {
            var packages: [String] = []
            for name in missing.flatMap(\.packages) where !packages.contains(name) { packages.append(name) }
            var lines: [String] = []
            if !packages.isEmpty { lines.append("sudo apt-get install " + packages.joined(separator: " ")) }
            if missing.contains(where: { $0.packages.isEmpty }) { lines.append("Scripts/setup") }
            return lines
        }

        /// The line of `doctor --json`.
        package var line: [UInt8] {
            var json = JSONWriter()
            json.object { json in
                json.member("type", "doctor")
                json.member("complete", missing.isEmpty)
                json.member(
                    "findings",
                    array: { json in
                        for finding in findings {
                            json.object { json in
                                json.member("name", finding.name)
                                json.member("purpose", finding.purpose)
                                json.member("installed", finding.found != nil)
                                json.member("found", finding.found)
                            }
                        }
                    })
                json.member("install", remedy)
            }
            json.newline()
            return json.take()
        }
    }

    /// `search`: where programs are looked for, as in a build.
    package static func run(_ search: ToolSearch) async -> Report {
        async let typst = typesetterVersion(search)
        let versions = Dictionary(await ToolVersions.current().map { ($0.name, $0.version) }) { first, _ in first }
        var findings = [Finding(name: "Typst", purpose: "sets report.pdf and bundle.pdf", found: await typst, packages: [])]
        for (name, purpose, package) in programs {
            let place = search.program(name)
            findings.append(
                Finding(name: name, purpose: purpose, found: place.map { versions[name] ?? $0 }, packages: [package]))
        }
        for font in search.wantedFonts {
            findings.append(Finding(name: font.title, purpose: "a font of the PDFs", found: font.file, packages: [font.package]))
        }
        return Report(findings: findings)
    }

    private static let programs = [
        ("qpdf", "checks and prepares PDFs", "qpdf"),
        ("pdftotext", "reads the text of PDFs", "poppler-utils"),
        ("djpeg", "brings photographs to the size of a page", "libjpeg-turbo-progs"),
        ("cjpeg", "brings photographs to the size of a page", "libjpeg-turbo-progs"),
        ("jpegtran", "turns photographs upright", "libjpeg-turbo-progs"),
    ]

    /// Nil when there is no Typst, or it does not start.
    private static func typesetterVersion(_ search: ToolSearch) async -> String? {
        guard let script = Templates.embedded.files["typst-worker.py"],
            let typesetter = search.typesetter(workerScript: script)
        else { return nil }
        let version = try? await typesetter.version()
        await typesetter.finish()
        return version
    }
}
