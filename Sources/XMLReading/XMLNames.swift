/// Local name and namespace URI; prefixes have no meaning and are not kept.
///
/// A prefix that is declared nowhere stays part of the local name (`x:Invoice`), so that such a name matches nothing
/// by accident.
package struct XMLName: Hashable, Sendable {
    package let local: String
    package let namespace: String?

    package init(_ local: String, namespace: String? = nil) {
        self.local = local
        self.namespace = namespace
    }
}

package struct XMLAttribute: Hashable, Sendable {
    package let name: XMLName
    package let value: String

    package init(name: XMLName, value: String) {
        self.name = name
        self.value = value
    }
}

extension [XMLAttribute] {
    /// The value of the attribute of that name, or nil; most attributes are in no namespace.
    package func value(_ local: String, namespace: String? = nil) -> String? {
        first { $0.name.local == local && $0.name.namespace == namespace }?.value
    }
}
