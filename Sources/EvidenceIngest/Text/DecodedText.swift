package import struct Foundation.Data

/// Text with the ground on which its encoding was decided. The decision is made once for the whole item.
package struct DecodedText: Sendable {
    package enum Ground: Hashable, Sendable {
        case byteOrderMark
        /// All bytes are valid UTF-8.
        case strictUTF8
        /// The content declares it.
        case declaration
        /// No BOM, but every other byte is zero as in UTF-16.
        case utf16Pattern
        /// Valid in this encoding, and its characters are those of such texts.
        case statistics
    }

    package let text: String
    /// IANA name of the character set.
    package let encoding: String
    package let ground: Ground

    package init(text: String, encoding: String, ground: Ground) {
        self.text = text
        self.encoding = encoding
        self.ground = ground
    }

    /// Nil when the bytes are not text in any encoding known here.
    package init?(_ bytes: [UInt8]) {
        guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
        self.init(text: text, encoding: "UTF-8", ground: .strictUTF8)
    }
}
