/// An element read whole, with everything in it.
package struct XMLElement: Sendable {
    package let name: XMLName
    package let attributes: [XMLAttribute]
    package let children: [XMLElement]
    /// The character data directly inside, in order, joined.
    package let text: String
    /// Line on which its start tag begins.
    package let line: Int
    /// Position among the siblings of the same name, from 1.
    package let position: Int

    /// The first child of that local name, whatever its namespace when none is given.
    package func child(_ local: String, namespace: String? = nil) -> XMLElement? {
        children.first { $0.name.local == local && (namespace == nil || $0.name.namespace == namespace) }
    }

    /// All children of that local name, whatever their namespace when none is given.
    package func children(_ local: String, namespace: String? = nil) -> [XMLElement] {
        children.filter { $0.name.local == local && (namespace == nil || $0.name.namespace == namespace) }
    }

    /// The first element found by going down along local names.
    package func descendant(_ path: String...) -> XMLElement? {
        var element: XMLElement? = self
        for local in path { element = element?.child(local) }
        return element
    }

    /// The value of an attribute in no namespace.
    package func attribute(_ local: String) -> String? { attributes.value(local) }
}

extension XMLReader {
    /// After a `start` event: the whole element, up to and including its end.
    package mutating func element() throws(XMLReadingError) -> XMLElement {
        let name = elementName
        let attributes = attributes
        let line = line
        let position = position
        var children: [XMLElement] = []
        var text = ""
        while true {
            switch try advance() {
            case .start: children.append(try element())
            case .text: text += self.text
            case .end, .finished:
                return XMLElement(
                    name: name, attributes: attributes, children: children, text: text, line: line, position: position)
            }
        }
    }

    /// After a `start` event: passes over the element, up to and including its end.
    package mutating func skip() throws(XMLReadingError) {
        let start = depth
        while true {
            switch try advance() {
            case .end where depth == start: return
            case .finished: return
            default: continue
            }
        }
    }
}
