import CaseModel
import XMLReading

/// An element of a UBL document together with the way to it. Only elements of the two common namespaces are seen;
/// extensions and foreign elements are looked at apart.
final class UBLNode: Sendable {
    let element: XMLElement
    let parent: UBLNode?

    init(_ element: XMLElement, in parent: UBLNode? = nil) {
        self.element = element
        self.parent = parent
    }

    var name: String { element.name.local }
    var parentName: String? { parent?.name }
    /// Without white space at its ends; empty when there is none.
    var text: String { element.text.trimmingBlanks() }
    var isLeaf: Bool { UBLNames.isBasic(element.name) }
    /// True for a direct child of the document's root.
    var isTopLevel: Bool {
        parent.map { $0.parent == nil || UBLNames.documentType(of: $0.element.name) != nil } ?? false
    }

    /// Children of the common namespaces, in order.
    var children: [UBLNode] {
        element.children.compactMap { UBLNames.isCommon($0.name) ? UBLNode($0, in: self) : nil }
    }

    func first(_ name: String) -> UBLNode? {
        element.children.first(where: { $0.name.local == name && UBLNames.isCommon($0.name) }).map {
            UBLNode($0, in: self)
        }
    }

    func all(_ name: String) -> [UBLNode] {
        element.children.compactMap {
            $0.name.local == name && UBLNames.isCommon($0.name) ? UBLNode($0, in: self) : nil
        }
    }

    /// The first element at the end of a way of first children.
    func at(_ path: String...) -> UBLNode? {
        path.reduce(Optional(self)) { $0?.first($1) }
    }

    /// The text at the end of a way of first children; nil when it is missing or empty.
    func value(_ path: String...) -> String? {
        path.reduce(Optional(self)) { $0?.first($1) }?.text.nonEmpty
    }

    func attribute(_ name: String) -> String? {
        element.attributes.first { $0.name.local == name }?.value.trimmingBlanks().nonEmpty
    }

    /// XML Schema boolean, in capitals too; nil for anything else.
    var boolean: Bool? {
        switch text.lowercased() {
        case "true", "1": true
        case "false", "0": false
        default: nil
        }
    }

    /// The scheme of an identifier by its id, else by its name.
    var scheme: String? { attribute("schemeID") ?? attribute("schemeName") }

    /// Visits the descendants in document order; `visit` says whether to go into the one it was given.
    func walk(_ visit: (UBLNode) -> Bool) {
        for child in children where visit(child) { child.walk(visit) }
    }

    /// All descendants of one name.
    func descendants(_ name: String) -> [UBLNode] {
        var found: [UBLNode] = []
        walk {
            if $0.name == name { found.append($0) }
            return true
        }
        return found
    }

    /// The elements it stands in, from the innermost out.
    var ancestors: some Sequence<UBLNode> { sequence(first: self, next: \.parent).dropFirst() }

    var locator: Locator { .xml(path: path, line: element.line) }

    /// Local names from the root down, with the position where a name repeats.
    var path: String {
        let step = "/" + name + (element.position > 1 ? "[\(element.position)]" : "")
        return (parent?.path ?? "") + step
    }
}

extension String {
    var nonEmpty: String? { isEmpty ? nil : self }

    /// At most `limit` Unicode scalars; a cut is marked, so that it is seen.
    func bounded(_ limit: Int) -> String {
        guard utf8.count > limit, unicodeScalars.count > limit else { return self }
        return String(String.UnicodeScalarView(unicodeScalars.prefix(limit))) + " […]"
    }
}
