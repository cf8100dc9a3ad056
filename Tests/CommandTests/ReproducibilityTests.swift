import Foundation
import Testing

/// Same names and bytes, same dossier: nothing else of a machine may reach it.
@Suite struct ReproducibilityTests {
    /// As unlike as can be the world of the builds that all tests share.
    private static let otherWorld = [
        "TZ": "Asia/Tokyo", "LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8", "LANGUAGE": "de", "HOME": "/tmp", "PATH": "/usr/bin:/bin",
        "COLUMNS": "40", "NO_COLOR": "1", "SOURCE_DATE_EPOCH": "86400",
    ]

    /// A copy of a sample: files made against the order of their names, old, and readable for their owner only.
    private func copy(_ sample: Sample, into folder: URL) throws -> URL {
        let manager = FileManager.default
        let source = folder.appending(path: sample.rawValue)
        for name in try manager.subpathsOfDirectory(atPath: sample.folder).sorted().reversed() {
            let (from, to) = (sample.folder + "/" + name, source.appending(path: name))
            guard try manager.attributesOfItem(atPath: from)[.type] as? FileAttributeType == .typeRegular else { continue }
            try manager.createDirectory(at: to.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(contentsOf: URL(fileURLWithPath: from)).write(to: to)
            let date = Date(timeIntervalSince1970: 1_000_000_000)
            try manager.setAttributes([.modificationDate: date, .posixPermissions: 0o600], ofItemAtPath: to.path)
        }
        return source
    }

    /// Other zone, locale, home, umask, folder, order of files, file times and number of workers, PDFs included.
    @Test(arguments: [(Sample.unpaid, 1), (.marketplace, 4), (.messy, 1), (.messy, 4)])
    func twoWorldsOneDossier(sample: Sample, workers: Int) async throws {
        try await Program.inFolder { folder in
            let source = try copy(sample, into: folder)
            let zip = folder.appending(path: "out.zip")
            let line = """
                umask 077; cd /tmp && exec "$0" build "$1" -o "$2" -j \(workers) --created-at \(Dossier.time)
                """
            let built = try await Program.shell(line, Program.path, source.path, zip.path, environment: Self.otherWorld)
            #expect(built.status == sample.status, "\(built.messages)")
            #expect(try await Data(contentsOf: zip) == Data(contentsOf: Dossiers.of(sample).zip))
        }
    }
}
