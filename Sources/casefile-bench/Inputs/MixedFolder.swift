/// A folder as a phone and a seller's computer leave it: photographs, small chats and feeds, files of unknown kinds.
enum MixedFolder {
    static func fill(_ folder: String, files: Int, bytes: Int64, seed: UInt64) throws {
        var numbers = SeededNumbers(seed: seed)
        for name in ["photos", "chats", "tracking", "other"] { try Folders.make("\(folder)/\(name)") }
        // Seven of twelve files are pictures; they and the unknown files hold nearly all the bytes.
        let large = max(1, files * 9 / 12)
        let share = Int(bytes) / large
        for index in 0..<files {
            switch index % 12 {
            case 0..<7: try Folders.write(photograph(share, &numbers), to: "\(folder)/photos/IMG_\(index).jpg")
            case 7, 8: try Folders.write(numbers.bytes(share), to: "\(folder)/other/blob_\(index).dat")
            case 9, 10:
                try Folders.write(chat(messages: 80, &numbers), to: "\(folder)/chats/WhatsApp Chat with Buyer \(index).txt")
            default: try Folders.write(UPSFeed.document(events: 40, &numbers), to: "\(folder)/tracking/ups-\(index).xml")
            }
        }
    }

    /// A JPEG by its structure (ITU-T T.81 annex B): frame of 4000 × 3000, one scan of numbers without a pattern.
    private static func photograph(_ size: Int, _ numbers: inout SeededNumbers) -> [UInt8] {
        var bytes: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0, 0, 16] + Array("JFIF\0".utf8) + [1, 1, 0, 0, 1, 0, 1, 0, 0]
        bytes += [0xFF, 0xDB, 0, 67, 0] + [UInt8](repeating: 16, count: 64)
        bytes += [0xFF, 0xC0, 0, 11, 8, 0x0B, 0xB8, 0x0F, 0xA0, 1, 1, 0x11, 0]
        bytes += [0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0]
        // 0xFF would begin a marker.
        bytes += numbers.bytes(max(0, size - bytes.count - 2)).map { $0 == 0xFF ? 0 : $0 }
        return bytes + [0xFF, 0xD9]
    }

    private static func chat(messages: Int, _ numbers: inout SeededNumbers) -> [UInt8] {
        let words = ["the", "parcel", "arrived", "on", "Friday", "thanks", "invoice", "货物", "已经", "发出", "please", "check", "number"]
        var text = ""
        for index in 0..<messages {
            let (day, hour, minute) = (1 + index / 8, 8 + index % 8, Int(numbers.next() % 60))
            let body = (0..<Int(3 + numbers.next() % 12)).map { _ in numbers.pick(words) }.joined(separator: " ")
            let clock = "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
            text += "2026-03-\(day < 10 ? "0" : "")\(day), \(clock) - \(index % 2 == 0 ? "Buyer" : "Seller"): \(body)\n"
        }
        return Array(text.utf8)
    }
}
