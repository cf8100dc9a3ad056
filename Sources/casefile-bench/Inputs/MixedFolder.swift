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
            case 0..<7: try Folders.write(Photograph.jpeg(share, &numbers), to: "\(folder)/photos/IMG_\(index).jpg")
            case 7, 8: try Folders.write(numbers.bytes(share), to: "\(folder)/other/blob_\(index).dat")
            case 9, 10:
                try Folders.write(chat(messages: 80, &numbers), to: "\(folder)/chats/WhatsApp Chat with Buyer \(index).txt")
            default: try Folders.write(UPSFeed.document(events: 40, &numbers), to: "\(folder)/tracking/ups-\(index).xml")
            }
        }
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
