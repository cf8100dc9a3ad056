package import JSONReading
package import XMLReading

/// What is known of an item before a reader is chosen: enough to recognise it, never more than its first 64 KiB.
package struct FileProbe: Sendable {
    /// How much of an item is looked at.
    package static let headLength = 65_536

    /// Last component of the path, as shown.
    package let name: String
    package let size: Int64
    /// The first `headLength` bytes.
    package let head: [UInt8]
    /// By signature, else by content, else by name.
    package let mediaType: String
    package let puid: String?
    /// The beginning as text, when it is text: decoded by the same decision as `EvidenceSource.text()`.
    package let text: String?
    /// Root element and first elements, when the head is XML.
    package let xml: XMLProbe?
    /// First keys, when the head is JSON.
    package let json: JSONProbe?

    package init(
        name: String, size: Int64, head: [UInt8], mediaType: String, puid: String?, text: String?, xml: XMLProbe?,
        json: JSONProbe?
    ) {
        self.name = name
        self.size = size
        self.head = head
        self.mediaType = mediaType
        self.puid = puid
        self.text = text
        self.xml = xml
        self.json = json
    }
}
