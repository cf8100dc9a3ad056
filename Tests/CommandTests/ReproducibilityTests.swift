import Foundation
import Testing

/// Same names and bytes, same dossier: nothing else of a machine may reach it.
@Suite struct ReproducibilityTests {
    /// All that is not names and bytes.
    struct World: Sendable {
        var zone = "UTC"
        var locale = "C"
        var home = "/"
        var mask = "022"
        var workers = "1"
        var place = "/"
        var isReversed = false
        var fileTime: TimeInterval = 0
        var variables: [String: String] = [:]
    }

    static let worlds = [
        World(),
        World(
            zone: "Asia/Tokyo", locale: "tr_TR.UTF-8", home: "/tmp", mask: "077", workers: "4", place: "/tmp", isReversed: true,
            fileTime: 1_600_000_000, variables: ["LANGUAGE": "de", "COLUMNS": "40", "NO_COLOR": "1", "SOURCE_DATE_EPOCH": "86400"]),
    ]

    /// A copy of a sample whose files are made in the order, or against the order, of their names.
    private func copy(_ sample: Sample, into folder: URL, _ world: World) throws -> URL {
        let manager = FileManager.default
        let source = folder.appending(path: sample.rawValue)
        let names = try manager.subpathsOfDirectory(atPath: sample.folder).sorted()
        for name in world.isReversed ? names.reversed() : names {
            let (from, to) = (sample.folder + "/" + name, source.appending(path: name))
            guard try manager.attributesOfItem(atPath: from)[.type] as? FileAttributeType == .typeRegular else { continue }
            try manager.createDirectory(at: to.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(contentsOf: URL(fileURLWithPath: from)).write(to: to)
            let date = Date(timeIntervalSince1970: world.fileTime)
            try manager.setAttributes(
                [.modificationDate: date, .posixPermissions: world.isReversed ? 0o600 : 0o644], ofItemAtPath: to.path)
        }
        return source
    }

    @Test(arguments: Sample.allCases)
    func twoWorldsOneDossier(sample: Sample) async throws {
        var zips: [Data] = []
        for world in Self.worlds {
            let zip = try await Program.inFolder { folder in
                let source = try copy(sample, into: folder, world)
                let output = folder.appending(path: "out.zip")
                let command = """
                    umask \(world.mask); cd \(world.place) && exec "$0" build "$1" -o "$2" -j \(world.workers) --created-at \(Dossier.time)
                    """
                let environment = [
                    "TZ": world.zone, "LANG": world.locale, "LC_ALL": world.locale, "HOME": world.home, "PATH": "/usr/bin:/bin",
                ].merging(world.variables) { $1 }
                let built = try await Program.shell(command, Program.path, source.path, output.path, environment: environment)
                #expect(built.status == sample.status, "\(built.messages)")
                return try Data(contentsOf: output)
            }
            zips.append(zip)
        }
        #expect(zips[0] == zips[1])
        // The samples' own folder, and the build that all tests share, are a third world.
        #expect(try await zips[0] == Data(contentsOf: Dossiers.of(sample).zip))
    }
}
