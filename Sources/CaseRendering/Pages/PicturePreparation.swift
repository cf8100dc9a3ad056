import CaseModel
import Glibc

/// Derived copies of pictures: turned upright, without EXIF and place, fine enough to read and not finer than courts allow.
struct PicturePreparation: Sendable {
    let tools: PageTools
    let typesetter: any Typesetter
    let folder: String

    /// Pixels above which a picture is not decoded (security: image bombs).
    private static let largest = 100_000_000

    func prepare(_ original: String, _ index: Int, _ facts: ImageFacts, mediaType: String) async -> PreparedPages {
        guard facts.width > 0, facts.height > 0 else { return .nothing(reason: "unshown.picture", words: "") }
        guard facts.width <= Self.largest / facts.height else { return .nothing(reason: "unshown.large", words: "") }
        do {
            switch mediaType {
            case "image/jpeg": return try await jpeg(original, index, facts)
            case "image/png", "image/gif", "image/webp":
                return try await other(original, index, facts, String(mediaType.dropFirst(6)))
            default: return .nothing(reason: "unshown.format", words: mediaType)
            }
        } catch {
            return .nothing(reason: "unshown.picture", words: "")
        }
    }

    /// Size on the page in points of a picture that stands upright.
    private static func placed(_ width: Int, _ height: Int) -> (width: Double, height: Double) {
        let (w, h) = (Double(width), Double(height))
        let scale = min(PageFrame.width / w, PageFrame.height / h, 72 / PageFrame.coarsest)
        return (w * scale, h * scale)
    }

    private func jpeg(_ original: String, _ index: Int, _ facts: ImageFacts) async throws -> PreparedPages {
        let isTurned = facts.orientation > 4
        let (width, height) = isTurned ? (facts.height, facts.width) : (facts.width, facts.height)
        let size = Self.placed(width, height)
        let resolution = Double(width) / (size.width / 72)
        let eighths = max(1, min(8, Int(8 * PageFrame.finest / resolution)))
        let name = "picture-\(index).jpg"
        let damaged =
            try await eighths < 8
            ? scaled(original, name, eighths: eighths) : copied(original, name)
        let turn = try await upright(name, facts.orientation)
        return .picture(.init(file: name, width: size.width, height: size.height, turn: turn, isDamaged: damaged))
    }

    /// True when the original is damaged.
    private func scaled(_ original: String, _ name: String, eighths: Int) async throws -> Bool {
        let (raw, profile) = (folder + "/\(name).ppm", folder + "/\(name).icc")
        let reading = try await tools.child.run(
            tools.required(tools.djpeg, "djpeg"), ["-scale", "\(eighths)/8", "-icc", profile, "-outfile", raw, original])
        // Inks instead of colours: only the copy without scaling keeps them.
        guard reading.status == 0 || reading.status == 2 else { return try await copied(original, name) }
        // Of a picture without a profile djpeg writes an empty one, which cjpeg refuses.
        let colour = FileSystem.size(profile) > 0 ? ["-icc", profile] : []
        let writing = try await tools.child.run(
            tools.required(tools.cjpeg, "cjpeg"), ["-quality", "85", "-optimize"] + colour + ["-outfile", folder + "/" + name, raw])
        unlink(raw)
        guard writing.status == 0 else { return try await copied(original, name) }
        return reading.status == 2
    }

    private func copied(_ original: String, _ name: String) async throws -> Bool {
        let outcome = try await tools.child.run(
            tools.required(tools.jpegtran, "jpegtran"), ["-copy", "icc", "-optimize", "-outfile", folder + "/" + name, original])
        guard outcome.status == 0 || outcome.status == 2 else { throw RenderingError.badDocument(outcome.complaint) }
        return outcome.status == 2
    }

    /// EXIF orientations 2, 4, 5 and 7 are mirrored and need another copy; the rest is a turn on the page.
    private func upright(_ name: String, _ orientation: Int) async throws -> Int {
        let mirrored: [Int: [String]] = [
            2: ["-flip", "horizontal"], 4: ["-flip", "vertical"], 5: ["-transpose"], 7: ["-transverse"],
        ]
        if let operation = mirrored[orientation] {
            let file = folder + "/" + name
            let outcome = try await tools.child.run(
                tools.required(tools.jpegtran, "jpegtran"), operation + ["-copy", "icc", "-optimize", "-outfile", file + ".turned", file])
            guard outcome.status == 0, rename(file + ".turned", file) == 0 else {
                throw RenderingError.badDocument(outcome.complaint)
            }
        }
        return [3: 180, 6: 90, 8: 270][orientation] ?? 0
    }

    /// Typst decodes these and writes only their pixels; too many pixels are made fewer by drawing the picture anew.
    private func other(
        _ original: String, _ index: Int, _ facts: ImageFacts, _ suffix: String
    ) async throws -> PreparedPages {
        let size = Self.placed(facts.width, facts.height)
        let source = "picture-\(index).\(suffix)"
        try FileSystem.link(original, at: folder + "/" + source)
        var file = source
        if Double(facts.width) / (size.width / 72) > PageFrame.finest {
            file = "picture-\(index)-drawn.png"
            let page = """
                #set page(width: \(size.width)pt, height: \(size.height)pt, margin: 0pt)
                #image("\(source)", width: 100%, height: 100%)
                """
            try FileSystem.write(Array(page.utf8), to: folder + "/\(source).typ")
            var job = TypesettingJob(root: folder, input: source + ".typ", output: file, timestamp: 0)
            job.format = .png
            job.resolution = Int(PageFrame.finest)
            _ = try await typesetter.typeset(job)
        }
        return .picture(.init(file: file, width: size.width, height: size.height, turn: 0))
    }
}
