import ArgumentParser
import CaseModel
import CaseRendering
import EvidenceIngest

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Says what is installed, what is missing, and the command that installs it.",
        discussion: "Exit status: 0 nothing is missing; 1 something is.")

    @OptionGroup var common: CommonOptions

    private struct Check {
        let name: String
        let purpose: String
        let version: String?
        let remedy: String
    }

    func run() async throws {
        let checks = await checks()
        for check in checks { show(check) }
        if checks.contains(where: { $0.version == nil }) { throw ExitStatus.failed }
    }

    private func checks() async -> [Check] {
        let search = Tools.search
        let versions = await ToolVersions.current()
        func version(_ name: String) -> String? { versions.first { $0.name == name }?.version }
        var checks = [
            Check(name: "qpdf", purpose: "PDFs of the evidence, and the finished bundle", version: version("qpdf"), remedy: "sudo apt-get install qpdf"),
            Check(
                name: "pdftotext", purpose: "words of PDFs", version: version("pdftotext"), remedy: "sudo apt-get install poppler-utils"),
        ]
        for program in ["djpeg", "cjpeg", "jpegtran"] {
            checks.append(
                Check(
                    name: program, purpose: "photographs in the bundle", version: search.program(program),
                    remedy: "sudo apt-get install libjpeg-turbo-progs"))
        }
        var typst: String?
        if let renderer = Tools.renderer() {
            typst = try? await renderer.version()
            await renderer.finish()
        }
        checks.append(Check(name: "typst", purpose: "report.pdf and bundle.pdf", version: typst, remedy: "Scripts/setup"))
        let fonts = search.fontFolders
        checks.append(
            Check(
                name: "fonts", purpose: "all scripts in the PDFs", version: fonts.count < 2 ? nil : fonts.joined(separator: ", "),
                remedy: "sudo apt-get install fonts-noto-core fonts-noto-cjk fonts-noto-color-emoji"))
        return checks
    }

    private func show(_ check: Check) {
        if common.json {
            var json = JSONWriter()
            json.object { json in
                json.member("type", "tool")
                json.member("name", check.name)
                json.member("found", check.version != nil)
                json.member("version", check.version)
                if check.version == nil { json.member("install", check.remedy) }
            }
            json.newline()
            common.console.output(json.take())
        } else if let version = check.version {
            common.console.output("ok       \(check.name) (\(version)): \(check.purpose)")
        } else {
            common.console.output("MISSING  \(check.name): \(check.purpose). Install it with: \(check.remedy)")
        }
    }
}
