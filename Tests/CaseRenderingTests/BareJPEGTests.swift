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

    /// What is copied is not decoded any more before it is printed, so a copy is never one that a decoder refuses. Damage to
    /// the picture's own data it puts up with; damage to what stands before that data it mostly does not.
    @Test func whatIsCopiedCanBeDecoded() throws {
        let folder = try Rendering.folder("bare-jpeg-decoded")
        let seed: UInt64 = 20_261_129
        var numbers = Seeded(state: seed)
        var (copied, refused) = (0, 0)
        for (name, plain) in try pictures(folder) {
            let heads = plain.indices.dropLast().filter {
                plain[$0] == 0xFF && [0xC0, 0xC2, 0xC4, 0xDA, 0xDB, 0xDD].contains(plain[$0 + 1])
            }
            for _ in 0..<120 {
                var damaged = plain
                let head = try #require(heads.randomElement(using: &numbers))
                for _ in 0..<Int.random(in: 1...2, using: &numbers) {
                    let place = min(head + Int.random(in: 2...24, using: &numbers), plain.count - 3)
                    damaged[place] = UInt8.random(in: 0...255, using: &numbers)
                }
                guard let copy = BareJPEG.copy(of: damaged) else {
                    refused += 1
                    continue
                }
                copied += 1
                try Data(copy).write(to: URL(fileURLWithPath: folder + "/copy.jpg"))
                let status = try run("/usr/bin/djpeg", ["-outfile", "/dev/null", folder + "/copy.jpg"]).status
                #expect(status == 0 || status == 2, "\(name), seed \(seed)")
            }
        }
        #expect(copied > 50 && refused > 50, "\(copied), \(refused)")
    }

    /// Tables that no decoder takes: nothing is copied, and the program that is asked instead says what is wrong.
    @Test func tablesThatAreWrongAreNotCopied() throws {
        let folder = try Rendering.folder("bare-jpeg-tables")
        let plain = try pictures(folder)[0].bytes
        func place(_ code: UInt8) throws -> Int {
            try #require(plain.indices.dropLast().first { plain[$0] == 0xFF && plain[$0 + 1] == code })
        }
        let (frame, codes, scan, quantisation) = try (place(0xC0), place(0xC4), place(0xDA), place(0xDB))
        for (name, at, value) in [
            ("more codes than lengths allow", codes + 5, 3), ("a table of codes with a number of its own", codes + 4, 4),
            ("a category beyond the last", codes + 21, 16), ("a table of steps with a number of its own", quantisation + 4, 4),
            ("no such table of steps", frame + 12, 3), ("five lines of blocks", frame + 11, 0x15),
            ("three lines of blocks", frame + 11, 0x13), ("no height", frame + 6, 0),
            ("no such component", scan + 5, 9), ("no such table of codes", scan + 6, 0x30), ("a scan of a part", scan + 12, 62),
        ] as [(String, Int, UInt8)] {
            var other = plain
            other[at] = value
            if name == "no height" { other[at - 1] = 0 }
            #expect(BareJPEG.copy(of: other) == nil, "\(name)")
        }
    }
}
