package import ByteIO
package import CaseModel

/// A file on its way into an order.
package struct FileToAdd: Sendable {
    /// Raw bytes of the name it will have in the order, components separated by `/`.
    package let path: [UInt8]
    let open: @Sendable () throws -> EvidenceFile

    /// `open` is called once, when the file's turn comes.
    package init(path: [UInt8], open: @escaping @Sendable () throws -> EvidenceFile) {
        self.path = path
        self.open = open
    }
}

/// What one `add` brings to one order.
package struct AddRequest: Sendable {
    package var order: OrderName
    package var files: [FileToAdd]
    /// What was met and is not taken in.
    package var refused: [RefusedFile]
    /// The arguments as the user gave them, for the custody log.
    package var sources: [String]
    /// Nil: a sentence that counts the files.
    package var message: String?

    package init(order: OrderName, files: [FileToAdd], refused: [RefusedFile] = [], sources: [String], message: String? = nil) {
        self.order = order
        self.files = files
        self.refused = refused
        self.sources = sources
        self.message = message
    }
}

/// Who adds, when, and with what: inputs, never asked of the machine here.
package struct AddContext: Sendable {
    package let userName: String
    /// `mailto:` or another URI; nil stands for an account of this machine.
    package let userAddress: String?
    package let at: Instant
    /// Name and version of the program.
    package let software: String

    package init(userName: String, userAddress: String? = nil, at: Instant, software: String) {
        self.userName = userName
        self.userAddress = userAddress
        self.at = at
        self.software = software
    }

    var user: Inventory.User {
        let local = "urn:casefile:user:" + PercentCoding.encoded(userName.utf8, upperCase: true, keeping: "-._~")
        return Inventory.User(name: userName, address: userAddress ?? local)
    }
}

/// What an `add` did to an order.
package struct AddOutcome: Hashable, Sendable {
    package let order: OrderName
    /// The newest version, made now or before.
    package let version: Int
    /// False when everything was there already: no version was made.
    package let isNewVersion: Bool
    /// Names that are new, or have other content now.
    package let added: Int
    /// Names that were there with the same content.
    package let unchanged: Int
    /// Files whose content had to be stored.
    package let stored: Int
    /// Bytes of them.
    package let storedBytes: Int64
    package let refused: [RefusedFile]
}
