import CaseModel
import JSONReading
import XMLReading

/// One value of an interface reply, the same for JSON and XML: an object has children, a list is the repetition of a
/// name, everything else is text with its digits as written. Null and empty values are not there.
struct ReplyNode {
    let name: String
    let text: String?
    let children: [ReplyNode]
    let locator: Locator

    init(_ name: String, text: String? = nil, children: [ReplyNode] = [], at locator: Locator) {
        self.name = name
        self.text = text
        self.children = children
        self.locator = locator
    }

    /// The first child of any of these names.
    func first(_ names: String...) -> ReplyNode? {
        names.lazy.compactMap { name in children.first { $0.name == name } }.first
    }

    /// The text of the first child of these names that has one.
    func value(_ names: String...) -> String? {
        names.lazy.compactMap { name in children.first { $0.name == name && $0.text != nil }?.text }.first
    }

    /// The elements of a list: `x_list` repeated, or one `x_list` around the repeated name of their type.
    func items(_ names: String...) -> [ReplyNode] {
        children.filter { names.contains($0.name) }.flatMap { $0.isListWrapper ? $0.children : [$0] }
    }

    /// Leaves directly below, in order.
    var leaves: [ReplyNode] { children.filter { $0.text != nil } }

    private var isListWrapper: Bool {
        guard let name = children.first?.name else { return false }
        return children.allSatisfy { $0.name == name && !$0.children.isEmpty }
    }

    // MARK: - From the two notations

    /// Empty for nothing (some replies write `{}` for an empty list); a list gives several nodes of one name.
    static func nodes(_ name: String, json: JSONValue, pointer: String) -> [ReplyNode] {
        switch json {
        case .null: return []
        case .array(let elements):
            return elements.enumerated().flatMap { nodes(name, json: $1, pointer: "\(pointer)/\($0)") }
        case .object(let members):
            let children = members.flatMap { member in
                nodes(member.key, json: member.value, pointer: pointer + "/" + JSONReader.escaped(member.key))
            }
            return children.isEmpty ? [] : [ReplyNode(name, children: children, at: .json(pointer: pointer))]
        case .string, .number, .bool:
            let text = (json.scalar ?? "").trimmingBlanks()
            return text.isEmpty ? [] : [ReplyNode(name, text: text, at: .json(pointer: pointer))]
        }
    }

    static func node(xml element: XMLElement, path: String) -> ReplyNode {
        let own = path + "/" + element.name.local + (element.position > 1 ? "[\(element.position)]" : "")
        let children = element.children.map { node(xml: $0, path: own) }.filter {
            $0.text != nil || !$0.children.isEmpty
        }
        let text = element.text.trimmingBlanks()
        let isLeaf = element.children.isEmpty && !text.isEmpty
        return ReplyNode(
            element.name.local, text: isLeaf ? text : nil, children: children, at: .xml(path: own, line: element.line))
    }
}
