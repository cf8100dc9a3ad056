import Foundation
import SupportForTests
import Testing

@testable import CaseRendering

@Suite("JPEG files as pages of a PDF")
struct PicturePageTests {
    private static func made(_ options: [String], _ folder: String) throws -> [UInt8] {
        var ppm = Data("P6 65 48 255\n".utf8)
        for index in 0..<(65 * 48 * 3) { ppm.append(UInt8(truncatingIfNeeded: index &* 5 ^ index >> 6)) }
        try ppm.write(to: URL(fileURLWithPath: folder + "/in.ppm"))
        return try [UInt8](run("/usr/bin/cjpeg", options + ["-quality", "90", folder + "/in.ppm"]).output)
    }

    /// Segments of the second kind for applications, as many as are given.
    private static func laden(_ jpeg: [UInt8], _ pieces: [[UInt8]]) -> [UInt8] {
        let segments = pieces.enumerated().flatMap { index, piece in
            let body = Array("ICC_PROFILE\0".utf8) + [UInt8(index + 1), UInt8(pieces.count)] + piece
            return [0xFF, 0xE2, UInt8((body.count + 2) >> 8), UInt8((body.count + 2) & 0xFF)] + body
        }
        return Array(jpeg[..<2]) + segments + jpeg[2...]
    }

    private static func profile(_ colours: String) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 200)
        bytes[3] = 200
        bytes.replaceSubrange(16..<20, with: colours.utf8)
        return bytes
    }

    /// What poppler and qpdf say of the page: a line of `pdfimages -list`, the JPEG's own bytes, and nothing to complain of.
    private func look(at pdf: [UInt8], _ folder: String) throws -> (words: [Substring], jpeg: [UInt8]) {
        let path = folder + "/page.pdf"
        try Data(pdf).write(to: URL(fileURLWithPath: path))
        let check = try run("/usr/bin/qpdf", ["--check", path])
        #expect(check.status == 0)
        let list = try run("/usr/bin/pdfimages", ["-list", path])
        _ = try run("/usr/bin/pdfimages", ["-j", path, folder + "/out"])
        let line = String(decoding: list.output, as: UTF8.self).split(separator: "\n").last ?? ""
        return try (line.split(separator: " "), [UInt8](Data(contentsOf: URL(fileURLWithPath: folder + "/out-000.jpg"))))
    }

    @Test(
        "the page holds the JPEG byte for byte",
        arguments: [([], "rgb"), (["-progressive"], "rgb"), (["-grayscale"], "gray"), (["-rgb"], "rgb")] as [([String], String)])
    func page(_ options: [String], _ colours: String) throws {
        let folder = try Rendering.folder("picture-page-" + options.joined() + colours)
        let jpeg = try Self.made(options, folder)
        let pdf = try #require(PicturePage.pdf(of: jpeg))
        let (words, inside) = try look(at: pdf, folder)
        #expect(inside == jpeg)
        #expect(words[2...8] == ["image", "65", "48", Substring(colours), colours == "rgb" ? "3" : "1", "8", "jpeg"])
        #expect(pdf == PicturePage.pdf(of: jpeg))
    }

    @Test("a colour profile in two segments comes along; one of other colours, or a part of one, leaves the picture to Typst")
    func profiles() throws {
        let folder = try Rendering.folder("picture-page-profile")
        let jpeg = try Self.made([], folder)
        let profile = Self.profile("RGB ")
        let pdf = try #require(PicturePage.pdf(of: Self.laden(jpeg, [Array(profile[..<150]), Array(profile[150...])])))
        #expect(try look(at: pdf, folder).words[5] == "icc")
        #expect(pdf.count > jpeg.count + 400)
        #expect(PicturePage.pdf(of: Self.laden(jpeg, [Self.profile("CMYK")])) == nil)
        #expect(PicturePage.pdf(of: Self.laden(jpeg, [Array(profile[..<150])])) == nil)
        #expect(try PicturePage.pdf(of: Self.laden(Self.made(["-grayscale"], folder), [profile])) == nil)
    }

    @Test("inks, and what has no plain frame, are left to Typst")
    func others() throws {
        let folder = try Rendering.folder("picture-page-others")
        let jpeg = try Self.made([], folder)
        let frame = try #require(jpeg.indices.dropLast(10).first { jpeg[$0] == 0xFF && jpeg[$0 + 1] == 0xC0 })
        for (place, value) in [(9, 4), (4, 12), (1, 0xC9), (3, 2)] as [(Int, UInt8)] {
            var other = jpeg
            other[frame + place] = value
            #expect(PicturePage.pdf(of: other) == nil, "\(place)")
        }
        for length in [0, 1, 2, 4, frame, frame + 8] { #expect(PicturePage.pdf(of: Array(jpeg.prefix(length))) == nil, "\(length)") }
    }
}
