/// A JPEG as the page of a PDF. Typst embeds pages as they are; a JPEG it decodes first, though it embeds that as it is, too:
/// twenty milliseconds and eight megabytes for each of a telephone's photographs.
enum PicturePage {
    /// One page of as many points as the JPEG has pixels (ISO 32000-1 §7.4.8). Nil for inks, for a colour profile that does
    /// not fit, and for what has no plain frame of its own: that is left to Typst. `jpeg` is a copy that `BareJPEG` or a
    /// program wrote.
    static func pdf(of jpeg: [UInt8]) -> [UInt8]? {
        guard let head = Head(jpeg) else { return nil }
        var file = Writer()
        let space = head.components == 3 ? "/DeviceRGB" : "/DeviceGray"
        let size = "\(head.width) \(head.height)"
        file.object("<</Type/Catalog/Pages 2 0 R>>")
        file.object("<</Type/Pages/Kids[3 0 R]/Count 1>>")
        file.object("<</Type/Page/Parent 2 0 R/MediaBox[0 0 \(size)]/Resources<</XObject<</P 5 0 R>>>>/Contents 4 0 R>>")
        file.object("<<", stream: Array("\(head.width) 0 0 \(head.height) 0 0 cm /P Do".utf8))
        let colours = head.profile.isEmpty ? space : "[/ICCBased 6 0 R]"
        file.object(
            "<</Type/XObject/Subtype/Image/Width \(head.width)/Height \(head.height)/BitsPerComponent 8/ColorSpace\(colours)/Filter/DCTDecode",
            stream: jpeg)
        if !head.profile.isEmpty { file.object("<</N \(head.components)/Alternate\(space)", stream: head.profile) }
        return file.finished()
    }

    /// What stands before the picture's data (ITU-T T.81, annex B).
    private struct Head {
        private(set) var width = 0
        private(set) var height = 0
        private(set) var components = 0
        /// The colour profile, put together from its segments (ICC.1:2022, annex B.4); empty when there is none.
        private(set) var profile: [UInt8] = []

        init?(_ jpeg: [UInt8]) {
            var at = 2
            var pieces: [(number: UInt8, bytes: ArraySlice<UInt8>)] = []
            while let (code, start) = BareJPEG.marker(in: jpeg, at: at), code != 0xDA, start + 2 <= jpeg.count {
                let length = Int(jpeg[start]) << 8 | Int(jpeg[start + 1])
                guard length >= 2, start + length <= jpeg.count else { return nil }
                let body = jpeg[(start + 2)..<(start + length)]
                at = start + length
                switch code {
                case 0xC0, 0xC1, 0xC2:
                    guard components == 0, body.count >= 6, body.first == 8 else { return nil }
                    let digits = Array(body.dropFirst())
                    height = Int(digits[0]) << 8 | Int(digits[1])
                    width = Int(digits[2]) << 8 | Int(digits[3])
                    components = Int(digits[4])
                case 0xE2 where body.starts(with: BareJPEG.profileMark) && body.count > 14:
                    pieces.append((body[body.startIndex + 12], body.dropFirst(14)))
                default: break
                }
            }
            guard width > 0, height > 0, components == 1 || components == 3 else { return nil }
            profile = pieces.sorted { $0.number < $1.number }.flatMap(\.bytes)
            guard profile.isEmpty || fits(profile) else { return nil }
        }

        /// ICC.1:2022 §7.2: the length, and at byte 16 the colours the profile is for.
        private func fits(_ profile: [UInt8]) -> Bool {
            guard profile.count > 128 else { return false }
            let length = profile[..<4].reduce(0) { $0 << 8 | Int($1) }
            return length == profile.count && profile[16..<20].elementsEqual((components == 3 ? "RGB " : "GRAY").utf8)
        }
    }

    private struct Writer {
        private var bytes = Array("%PDF-1.7\n".utf8)
        private var places: [Int] = []

        mutating func object(_ text: String) {
            places.append(bytes.count)
            bytes += "\(places.count) 0 obj\n\(text)\nendobj\n".utf8
        }

        /// `dictionary` is open at its end.
        mutating func object(_ dictionary: String, stream: [UInt8]) {
            places.append(bytes.count)
            bytes += "\(places.count) 0 obj\n\(dictionary)/Length \(stream.count)>>stream\n".utf8
            bytes += stream
            bytes += "\nendstream\nendobj\n".utf8
        }

        mutating func finished() -> [UInt8] {
            let start = bytes.count
            bytes += "xref\n0 \(places.count + 1)\n0000000000 65535 f \n".utf8
            for place in places {
                let digits = String(place)
                bytes += "\(String(repeating: "0", count: max(0, 10 - digits.count)))\(digits) 00000 n \n".utf8
            }
            bytes += "trailer<</Size \(places.count + 1)/Root 1 0 R>>\nstartxref\n\(start)\n%%EOF\n".utf8
            return bytes
        }
    }
}
