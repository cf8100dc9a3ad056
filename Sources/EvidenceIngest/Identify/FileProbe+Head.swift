import JSONReading
import XMLReading

extension FileProbe {
    /// Looks at the head in the ways its first bytes suggest.
    init(name: String, size: Int64, head: [UInt8], identity: MediaIdentity) {
        let isBinary = identity.mediaType.isBinary
        self.init(
            name: name, size: size, head: head, mediaType: identity.mediaType, puid: identity.puid,
            text: isBinary ? nil : DecodedText(head: head, isComplete: size <= Int64(head.count))?.text,
            xml: isBinary ? nil : XMLProbe(head: head), json: isBinary ? nil : JSONProbe(head: head))
    }
}

extension String {
    /// For media types: true for those that no text reader has to look at.
    fileprivate var isBinary: Bool {
        if hasPrefix("image/") { return self != "image/svg+xml" }
        return hasPrefix("audio/") || hasPrefix("video/") || self == "application/pdf"
    }
}
