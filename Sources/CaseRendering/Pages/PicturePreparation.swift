import CaseModel
import Glibc

/// Derived copies of pictures: turned upright, without EXIF and place, fine enough to read and not finer than courts allow.
struct PicturePreparation: Sendable {
    let tools: PageTools
    let typesetter: any Typesetter
    let folder: String

    /// Pixels above which a picture is not decoded (security: image bombs).
    private static let largest = 100_000_000
    /// Bytes of a file that is copied in memory.
    private static let largestCopy = 64 << 20

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
            return .nothing(
                reason: "unshown.picture", words: Complaint.words(of: error, hiding: [(original, "file"), (folder + "/", "")]))
        }
    }

    /// How a picture is placed so that it stands upright: sizes in points, degrees clockwise after mirroring.
    private struct Placing {
        let width: Double
        let height: Double
        let turn: Int
        let isMirrored: Bool
        /// Pixels per inch.
        let resolution: Double

        /// EXIF orientations (CIPA DC-008 §4.6.4): 2, 4, 5 and 7 are mirrored, and above 4 the sides change places.
        init(_ facts: ImageFacts) {
            turn = [3: 180, 4: 180, 5: 270, 6: 90, 7: 90, 8: 270][facts.orientation] ?? 0
            isMirrored = [2, 4, 5, 7].contains(facts.orientation)
            let isTurned = turn % 180 == 90
            let (w, h) = (Double(isTurned ? facts.height : facts.width), Double(isTurned ? facts.width : facts.height))
            let scale = min(PageFrame.width / w, PageFrame.height / h, 72 / PageFrame.coarsest)
            (width, height) = (w * scale, h * scale)
            resolution = 72 / scale
        }

        /// The sides of the picture as it lies in its file.
        var stored: (width: Double, height: Double) { turn % 180 == 90 ? (height, width) : (width, height) }

        func picture(_ file: String, isDamaged: Bool = false) -> PreparedPages {
            .picture(.init(file: file, width: width, height: height, turn: turn, isMirrored: isMirrored, isDamaged: isDamaged))
        }
    }

    private func jpeg(_ original: String, _ index: Int, _ facts: ImageFacts) async throws -> PreparedPages {
        let placing = Placing(facts)
        let eighths = max(1, min(8, Int(8 * PageFrame.finest / placing.resolution)))
        let name = "picture-\(index)"
        let copy = try await eighths < 8 ? scaled(original, name, eighths: eighths) : copied(original, name)
        let page = PicturePage.pdf(of: copy.bytes)
        let file = name + (page == nil ? ".jpg" : ".pdf")
        try FileSystem.write(page ?? copy.bytes, to: folder + "/" + file)
        return placing.picture(file, isDamaged: copy.isDamaged)
    }

    private typealias Copy = (bytes: [UInt8], isDamaged: Bool)

    private func scaled(_ original: String, _ name: String, eighths: Int) async throws -> Copy {
        let (raw, profile, made) = (folder + "/\(name).ppm", folder + "/\(name).icc", folder + "/\(name)-made.jpg")
        defer { for path in [raw, profile, made] { unlink(path) } }
        let reading = try await tools.child.run(
            tools.required(tools.djpeg, "djpeg"), ["-scale", "\(eighths)/8", "-icc", profile, "-outfile", raw, original])
        // Inks instead of colours: only the copy without scaling keeps them.
        guard reading.status == 0 || reading.status == 2 else { return try await copied(original, name) }
        // Of a picture without a profile djpeg writes an empty one, which cjpeg refuses.
        let colour = FileSystem.size(profile) > 0 ? ["-icc", profile] : []
        let writing = try await tools.child.run(
            tools.required(tools.cjpeg, "cjpeg"), ["-quality", "85", "-optimize"] + colour + ["-outfile", made, raw])
        guard writing.status == 0 else { return try await copied(original, name) }
        return try (FileSystem.bytes(made), reading.status == 2)
    }

    /// As it is, without what is not the picture; what is not plainly built is written anew.
    private func copied(_ original: String, _ name: String) async throws -> Copy {
        if FileSystem.size(original) <= Self.largestCopy, let copy = try BareJPEG.copy(of: FileSystem.bytes(original)) {
            return (copy, false)
        }
        let made = folder + "/\(name)-made.jpg"
        defer { unlink(made) }
        let outcome = try await tools.child.run(
            tools.required(tools.jpegtran, "jpegtran"), ["-copy", "icc", "-optimize", "-outfile", made, original])
        guard outcome.status == 0 || outcome.status == 2 else { throw RenderingError.badDocument(outcome.complaint) }
        return try (FileSystem.bytes(made), outcome.status == 2)
    }

    /// Typst decodes these and writes only their pixels; too many pixels are made fewer by drawing the picture anew.
    private func other(
        _ original: String, _ index: Int, _ facts: ImageFacts, _ suffix: String
    ) async throws -> PreparedPages {
        let placing = Placing(facts)
        let source = "picture-\(index).\(suffix)"
        if facts.orientation == 1 {
            try FileSystem.link(original, at: folder + "/" + source)
        } else {
            // Typst turns by some of the EXIF that is read here, and the picture would be turned twice.
            try FileSystem.write(ExifRemoval.removed(from: FileSystem.bytes(original), suffix), to: folder + "/" + source)
        }
        guard placing.resolution > PageFrame.finest else { return placing.picture(source) }
        let file = "picture-\(index)-drawn.png"
        let page = """
            #set page(width: \(placing.stored.width)pt, height: \(placing.stored.height)pt, margin: 0pt)
            #image("\(source)", width: 100%, height: 100%)
            """
        try FileSystem.write(Array(page.utf8), to: folder + "/\(source).typ")
        var job = TypesettingJob(root: folder, input: source + ".typ", output: file, timestamp: 0)
        job.format = .png
        job.resolution = Int(PageFrame.finest)
        _ = try await typesetter.typeset(job)
        return placing.picture(file)
    }
}
