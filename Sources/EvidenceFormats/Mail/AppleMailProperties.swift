import CaseModel
import XMLReading

/// The property list behind a mail of Apple Mail: its plain values (`date-received`, `flags`, `remote-id`), as written.
struct AppleMailProperties {
    private(set) var all: [NamedText] = []

    /// Nil for a list that is not whole.
    init?(_ bytes: [UInt8]) {
        var reader = XMLReader(bytes)
        var key: String?
        var text = ""
        var isList = false
        do {
            while let event = try reader.next() {
                switch event {
                case .start(let name, _):
                    if reader.depth == 1 { isList = name.local == "plist" }
                    text = ""
                case .text(let words): text += words
                // Values inside lists and dictionaries of their own are Apple's concern.
                case .end(let name) where reader.depth == 3:
                    if name.local == "key" {
                        key = text
                    } else if let named = key {
                        let isFlag = name.local == "true" || name.local == "false"
                        if ["integer", "string", "real", "date"].contains(name.local) || isFlag {
                            all.append(NamedText("Apple Mail " + named, isFlag ? name.local : text))
                        }
                        key = nil
                    }
                case .end: break
                }
            }
        } catch { return nil }
        guard isList else { return nil }
    }
}
