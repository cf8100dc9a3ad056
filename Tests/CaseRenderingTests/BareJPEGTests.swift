import Foundation
import SupportForTests
import Testing

@testable import CaseRendering

/// Pictures in the bundle carry neither device nor place, and are otherwise what they were.
@Suite("JPEG copies without what is not the picture")
struct BareJPEGTests {
    private static func segment(_ code: UInt8, _ body: [UInt8]) -> [UInt8] {
        [0xFF, code, UInt8((body.count + 2) >> 8), UInt8((body.count + 2) & 0xFF)] + body
    }

    private static let additions: [(name: String, bytes: [UInt8])] = [
        ("EXIF", segment(0xE1, Array("Exif\0\0MM\0*GPS 51.5".utf8))),
        ("comment", segment(0xFE, Array("taken by GPS".utf8))),
        ("pictures of a series", segment(0xE2, Array("MPF\0GPS".utf8))),
        ("thumbnail in JFIF's head", segment(0xE0, Array("JFIF\0".utf8) + [1, 1, 0, 0, 1, 0, 1, 1, 1] + Array("GPS".utf8))),
        ("fill bytes", [0xFF, 0xFF] + segment(0xEC, Array("Ducky GPS".utf8))),
    ]

    private func pixels(_ jpeg: [UInt8], _ folder: String) throws -> Data {
        try Data(jpeg).write(to: URL(fileURLWithPath: folder + "/check.jpg"))
        let outcome = try run("/usr/bin/djpeg", [folder + "/check.jpg"])
        try #require(outcome.status == 0)
        return outcome.output
    }

    private func pictures(_ folder: String) throws -> [(name: String, bytes: [UInt8])] {
        var ppm = Data("P6 64 48 255\n".utf8)
        for index in 0..<(64 * 48 * 3) { ppm.append(UInt8(truncatingIfNeeded: index &* 7 ^ index >> 5)) }
        try ppm.write(to: URL(fileURLWithPath: folder + "/in.ppm"))
        return try [[], ["-progressive"], ["-grayscale"], ["-restart", "2"]].map { options in
            let made = try run("/usr/bin/cjpeg", options + ["-quality", "90", folder + "/in.ppm"])
            return (options.joined(separator: " "), [UInt8](made.output))
        }
    }

    @Test func whatIsNotThePictureIsGoneAndThePixelsStay() throws {
        let folder = try Rendering.folder("bare-jpeg")
        for (name, plain) in try pictures(folder) {
            let expected = try pixels(plain, folder)
            #expect(BareJPEG.copy(of: plain) == plain, "\(name)")
            for (addition, bytes) in Self.additions {
                // Behind the start of the image, and behind its end.
                let laden = Array(plain[..<2]) + bytes + plain[2...] + bytes
                let copy = try #require(BareJPEG.copy(of: laden), "\(name), \(addition)")
                #expect(!String(decoding: copy, as: UTF8.self).contains("GPS"), "\(name), \(addition)")
                #expect(try pixels(copy, folder) == expected, "\(name), \(addition)")
            }
        }
    }

    @Test func theColourProfileStays() throws {
        let folder = try Rendering.folder("bare-jpeg-profile")
        let plain = try pictures(folder)[0].bytes
        let profile = Self.segment(0xE2, Array("ICC_PROFILE\0".utf8) + [1, 1, 9, 9])
        let adobe = Self.segment(0xEE, Array("Adobe".utf8) + [0, 100, 0, 0, 0, 0, 1])
        let laden = Array(plain[..<2]) + profile + adobe + plain[2...]
        #expect(BareJPEG.copy(of: laden) == laden)
    }

    /// These are left to a program that decodes them.
    @Test func whatIsNotPlainlyBuiltIsNotCopied() throws {
        let folder = try Rendering.folder("bare-jpeg-damaged")
        for (name, plain) in try pictures(folder) {
            for length in [0, 1, 2, 3, 20, plain.count / 2, plain.count - 2, plain.count - 1] {
                #expect(BareJPEG.copy(of: Array(plain.prefix(length))) == nil, "\(name), cut to \(length) bytes")
            }
        }
        let plain = try pictures(folder)[0].bytes
        let frame = try #require(plain.indices.dropLast().first { plain[$0] == 0xFF && plain[$0 + 1] == 0xC0 })
        var other = plain
        other[frame + 1] = 0xC9
        #expect(BareJPEG.copy(of: other) == nil, "arithmetic coding")
        other = plain
        other[frame + 4] = 12
        #expect(BareJPEG.copy(of: other) == nil, "twelve bits")
        #expect(BareJPEG.copy(of: [0xFF, 0xD8, 0xFF, 0xD9, 0, 0]) == nil, "no picture")
        #expect(BareJPEG.copy(of: Array(plain[..<2]) + [0xFF, 0xE1, 0xFF, 0xFF] + plain[2...]) == nil, "a length beyond the end")
    }

    /// Whatever bytes are given, it ends, and what it hands out ends as a JPEG does.
    @Test func anyDamageEnds() throws {
        let folder = try Rendering.folder("bare-jpeg-random")
        var numbers = Seeded(state: 20_261_128)
        for (_, plain) in try pictures(folder) {
            for _ in 0..<2_000 {
                var damaged = plain
                for _ in 0..<Int.random(in: 1...4, using: &numbers) {
                    damaged[Int.random(in: 0..<damaged.count, using: &numbers)] = UInt8.random(in: 0...255, using: &numbers)
                }
                guard let copy = BareJPEG.copy(of: damaged) else { continue }
                #expect(copy.starts(with: [0xFF, 0xD8]) && copy.suffix(2).elementsEqual([0xFF, 0xD9]) && copy.count <= damaged.count)
            }
        }
    }
}
