import CaseModel
import EvidenceIngest
import JSONReading
import XMLReading

/// Reads an interface reply. The elements of its list of orders are handed over one by one, so that a long list needs
/// no memory; what stands around them is returned as a tree.
struct ReplyReader {
    /// Lists whose elements are orders.
    private static let lists: Set<String> = ["target_list", "order_list", "orderList", "orders", "trade_list"]

    let source: EvidenceSource

    /// `order` is called for each element of a list of orders, in order. The result has the root's children.
    func read(_ order: (ReplyNode) -> Void) throws(IngestError) -> ReplyNode {
        var probe = source.json()
        // What begins like JSON is JSON; an error in it is reported where it stands.
        if (try? probe.next()) != nil {
            do throws(JSONReadingError) { return try readJSON(order) } catch { throw IngestError(error) }
        }
        do throws(XMLReadingError) { return try readXML(order) } catch { throw IngestError(error) }
    }

    // MARK: - JSON

    private func readJSON(_ order: (ReplyNode) -> Void) throws(JSONReadingError) -> ReplyNode {
        var reader = source.json()
        var nodes: [ReplyNode] = []
        while let event = try reader.next() {
            nodes += try Self.json(event, "", inList: false, &reader, order)
        }
        return nodes.first ?? ReplyNode("", at: .whole)
    }

    private static func json(
        _ event: JSONEvent, _ name: String, inList: Bool, _ reader: inout JSONReader, _ order: (ReplyNode) -> Void
    ) throws(JSONReadingError) -> [ReplyNode] {
        let pointer = reader.pointer
        switch event {
        case .objectStart:
            var children: [ReplyNode] = []
            while let next = try reader.next(), next != .objectEnd {
                guard case .key(let key) = next, let value = try reader.next() else { continue }
                // Below a list's wrapper the type's name stands once, before the elements.
                children +=
                    inList
                    ? try elements(value, key, &reader, order)
                    : try json(value, key, inList: lists.contains(key), &reader, order)
            }
            return children.isEmpty && !name.isEmpty ? [] : [ReplyNode(name, children: children, at: .json(pointer: pointer))]
        case .arrayStart:
            var found: [ReplyNode] = []
            while let next = try reader.next(), next != .arrayEnd {
                found +=
                    inList
                    ? try elements(next, name, &reader, order) : try json(next, name, inList: false, &reader, order)
            }
            return found
        default:
            return ReplyNode.nodes(name, json: scalar(event), pointer: pointer)
        }
    }

    /// The value of a list's inner name: objects and arrays of objects are orders.
    private static func elements(
        _ event: JSONEvent, _ name: String, _ reader: inout JSONReader, _ order: (ReplyNode) -> Void
    ) throws(JSONReadingError) -> [ReplyNode] {
        let pointer = reader.pointer
        switch event {
        case .objectStart:
            for node in ReplyNode.nodes(name, json: try reader.value(), pointer: pointer) { order(node) }
            return []
        case .arrayStart:
            var found: [ReplyNode] = []
            while let next = try reader.next(), next != .arrayEnd { found += try elements(next, name, &reader, order) }
            return found
        default:
            return ReplyNode.nodes(name, json: scalar(event), pointer: pointer)
        }
    }

    private static func scalar(_ event: JSONEvent) -> JSONValue {
        switch event {
        case .string(let text): .string(text)
        case .number(let text): .number(text)
        case .bool(let flag): .bool(flag)
        default: .null
        }
    }

    // MARK: - XML

    private func readXML(_ order: (ReplyNode) -> Void) throws(XMLReadingError) -> ReplyNode {
        var reader = source.xml()
        var root: ReplyNode?
        while let event = try reader.next() {
            guard case .start(let name, _) = event else { continue }
            let node = try Self.xml(name.local, &reader, order)
            root = ReplyNode("", children: [node], at: .whole)
        }
        guard let root else { throw XMLReadingError.malformed(reason: "no root element", line: 1) }
        return root
    }

    /// After the start of an element: up to its end.
    private static func xml(
        _ name: String, _ reader: inout XMLReader, _ order: (ReplyNode) -> Void
    ) throws(XMLReadingError) -> ReplyNode {
        let locator = Locator.xml(path: reader.path, line: reader.line)
        let path = reader.path
        var children: [ReplyNode] = []
        var text = ""
        while let event = try reader.next() {
            switch event {
            case .start where lists.contains(name):
                let node = ReplyNode.node(xml: try reader.element(), path: path)
                if node.children.isEmpty { children.append(node) } else { order(node) }
            case .start(let inner, _):
                children.append(try xml(inner.local, &reader, order))
            case .text(let piece):
                text += piece
            case .end:
                let trimmed = text.trimmingBlanks()
                let kept = children.filter { $0.text != nil || !$0.children.isEmpty }
                return ReplyNode(name, text: children.isEmpty ? trimmed.nonEmpty : nil, children: kept, at: locator)
            }
        }
        return ReplyNode(name, children: children, at: locator)
    }
}
