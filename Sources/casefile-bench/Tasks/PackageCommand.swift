import ArgumentParser
import Foundation

struct PackageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "package",
        abstract: "A large folder becomes a dossier without PDFs, against bagit.py and zip; then the dossier is verified.")

    @Option(help: ArgumentHelp("Files of the folder.", valueName: "N"))
    var files = 1200

    @Option(help: ArgumentHelp("Megabytes of the folder.", valueName: "MB"))
    var megabytes: Int64 = 540

    @Option(help: ArgumentHelp("Python that has the bagit package.", valueName: "path"))
    var python = ".tools/venv/bin/python3"

    @OptionGroup var options: BenchOptions

    func run() throws {
        let work = Folders.absolute(options.work)
        let bytes = megabytes * 1_000_000
        let folder = try Folders.prepared("\(work)/mixed-\(files)-\(megabytes)-\(options.seed)") {
            try MixedFolder.fill($0, files: files, bytes: bytes, seed: options.seed)
        }
        let (dossier, bag, zip) = (work + "/package.zip", work + "/bag", work + "/bag.zip")
        let build = [
            options.casefile, "build", folder, "--no-pdf", "-o", dossier, "--created-at", "2026-07-01T00:00:00Z", "--json", "--quiet",
        ]
        try check(try Child.expect(build).output, dossier)
        try Comparison(
            task: "package", work: "dossier without PDFs", input: "\(files) files, \(megabytes) MB", amount: .bytes(bytes),
            contenders: [
                .init(name: "casefile build --no-pdf", run: { [try Child.expect(build)] }),
                .init(
                    name: "bagit.py --sha256 --sha512, zip -r",
                    prepare: {
                        Folders.remove(bag)
                        Folders.remove(zip)
                        try Child.expect(["cp", "-r", folder, bag])
                    },
                    run: {
                        [
                            try Child.expect([python, "-m", "bagit", "--sha256", "--sha512", bag]),
                            try Child.expect(["env", "-C", work, "zip", "-q", "-r", zip, "bag"]),
                        ]
                    }),
            ]
        ).report(options)
        let unpacked = work + "/unpacked"
        Folders.remove(unpacked)
        try Child.expect(["unzip", "-q", dossier, "-d", unpacked])
        let name = try FileManager.default.contentsOfDirectory(atPath: unpacked)
        guard name.count == 1, let name = name.first else { throw BenchFailure("the dossier is not one folder") }
        try Comparison(
            task: "package", work: "verify the dossier", input: "\(files) files, \(megabytes) MB", amount: .bytes(bytes),
            contenders: [
                .init(name: "casefile verify", run: { [try Child.expect([options.casefile, "verify", dossier])] }),
                .init(
                    name: "bagit.py --validate", run: { [try Child.expect([python, "-m", "bagit", "--validate", "\(unpacked)/\(name)"])] }),
            ]
        ).report(options)
        for path in [bag, zip, unpacked] { Folders.remove(path) }
    }

    /// Every file became an exhibit, and the package is sound.
    private func check(_ line: String, _ dossier: String) throws {
        guard line.contains("\"exhibits\":\(files),") else { throw BenchFailure("not every file became an exhibit: \(line)") }
        try Child.expect([options.casefile, "verify", dossier])
        try Child.expect(["unzip", "-tqq", dossier])
    }
}
