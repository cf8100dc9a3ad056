/// The code points that the fonts of a typesetter have. One character that no font has stops a whole PDF/A document.
struct FontCoverage: Sendable {
    /// Sorted, not touching.
    private let ranges: [ClosedRange<UInt32>]

    /// Reads the output of `fc-list --format '%{file}|%{index}|%{charset}\n'` for font files below `folders`.
    init(fontList: String, folders: [String]) {
        var found: [ClosedRange<UInt32>] = []
        var seen: Set<Substring> = []
        for line in fontList.split(separator: "\n") {
            let fields = line.split(separator: "|", omittingEmptySubsequences: false)
            guard fields.count == 3, folders.contains(where: { fields[0].hasPrefix($0 + "/") }) else { continue }
            // Faces of one family repeat their character sets.
            guard seen.insert(fields[2]).inserted else { continue }
            for part in fields[2].split(separator: " ") {
                let ends = part.split(separator: "-")
                guard let first = ends.first.flatMap({ UInt32($0, radix: 16) }),
                    let last = ends.last.flatMap({ UInt32($0, radix: 16) }), first <= last
                else { continue }
                found.append(first...last)
            }
        }
        found.sort { $0.lowerBound < $1.lowerBound }
        var merged: [ClosedRange<UInt32>] = []
        for range in found {
            if let last = merged.last, range.lowerBound <= last.upperBound + 1 {
                merged[merged.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
            } else {
                merged.append(range)
            }
        }
        ranges = merged
    }

    func contains(_ scalar: Unicode.Scalar) -> Bool {
        var low = 0
        var high = ranges.count
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].upperBound < scalar.value { low = middle + 1 } else { high = middle }
        }
        return low < ranges.count && ranges[low].contains(scalar.value)
    }

    /// Asks fontconfig. Throws when it is not installed or names no font of the folders.
    static func load(folders: [String], tools: ToolSearch) async throws -> FontCoverage {
        guard let program = tools.program("fc-list") else { throw RenderingError.missingProgram("fc-list") }
        let outcome = try await Child(limiter: tools.program("prlimit")).run(
            program, ["--format", "%{file}|%{index}|%{charset}\n"], seconds: 20)
        let coverage = FontCoverage(fontList: String(decoding: outcome.output, as: UTF8.self), folders: folders)
        guard coverage.contains("a") else { throw RenderingError.missingProgram("fonts-noto-core") }
        return coverage
    }
}
