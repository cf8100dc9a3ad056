/// What can be said of the beginning of an XML document.
package struct XMLProbe: Hashable, Sendable {
    package let root: XMLName
    package let rootAttributes: [XMLAttribute]
    /// Names of the first elements below the root, in document order, with their depth (root: 1); at most 256.
    package let elements: [Element]
    package let hasDoctype: Bool
    /// The encoding of the XML declaration, as written.
    package let declaredEncoding: String?

    package struct Element: Hashable, Sendable {
        package let name: XMLName
        package let depth: Int

        package init(name: XMLName, depth: Int) {
            self.name = name
            self.depth = depth
        }
    }

    private static let elementLimit = 256

    /// Nil when the head does not begin like XML (BOM, blanks, comments and processing instructions passed over). A
    /// head that is cut or breaks off later is no obstacle: what stands before the break is told.
    package init?(head: [UInt8]) {
        var reader = XMLReader(head[...], limits: .streaming, pieceLimit: 4096)
        guard case .start? = try? reader.advance() else { return nil }
        root = reader.elementName
        rootAttributes = reader.attributes
        var elements: [Element] = []
        while elements.count < Self.elementLimit, let token = try? reader.advance(), token != .finished {
            if token == .start { elements.append(Element(name: reader.elementName, depth: reader.depth)) }
        }
        self.elements = elements
        hasDoctype = reader.hasDoctype
        declaredEncoding = reader.declaredEncoding
    }
}
