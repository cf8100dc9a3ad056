import CaseModel
import XMLReading

extension UBLDocumentReader {
    /// Parties outside the lines, once per role and content; those of an envelope come first.
    mutating func readParties(envelope: XMLElement?) {
        if let envelope { readEnvelope(envelope) }
        root.walk { node in
            if node.isLeaf || Self.isLine(node) || node.name.hasSuffix("Reference") { return false }
            if ["Signature", "Item", "Certificate"].contains(node.name) { return false }
            guard node.name.hasSuffix("Party"), node.name != "Party" else { return true }
            keepParty(node)
            return false
        }
    }

    private mutating func keepParty(_ node: UBLNode) {
        let party = Self.party(node)
        guard !party.isEmpty else { return }
        var role = UBLNames.role(of: node.name)
        // Deeper down, an issuer or seller is that of something named there, not of this document.
        if !node.isTopLevel, [.issuer, .recipient, .seller, .buyer].contains(role) { role = .other }
        let entry = PartyInRole(role: role, field: node.name, party: party, locator: node.locator)
        guard knownParties.insert(PartyInRole(role: .other, field: node.name, party: party)).inserted else { return }
        document.parties.append(entry)
        let trading = (node.first("Party") ?? node).value("PartyName", "Name")
        if let trading, trading != party.name { document.extra.append(NamedText(node.name + "/PartyName", trading)) }
        for name in ["CustomerAssignedAccountID", "SupplierAssignedAccountID"] {
            if let id = node.value(name) { document.extra.append(NamedText(node.name + "/" + name, id)) }
        }
    }

    /// Sender and receiver of a StandardBusinessDocument: addresses in a transport network, not yet parties to a contract.
    private mutating func readEnvelope(_ envelope: XMLElement) {
        guard let header = envelope.children.first(where: { $0.name.local == "StandardBusinessDocumentHeader" }) else {
            return
        }
        for end in header.children where end.name.local == "Sender" || end.name.local == "Receiver" {
            for id in end.children where id.name.local == "Identifier" {
                let value = id.text.trimmingBlanks()
                guard !value.isEmpty else { continue }
                let scheme = id.attributes.first { $0.name.local == "Authority" }?.value
                let party = Party(identities: [Identity(.account, value, scheme: scheme)])
                let path = "/" + envelope.name.local + "/" + header.name.local + "/" + end.name.local + "/Identifier"
                document.parties.append(
                    PartyInRole(
                        role: end.name.local == "Sender" ? .issuer : .recipient,
                        field: header.name.local + "/" + end.name.local,
                        party: party, locator: .xml(path: path, line: id.line)))
            }
        }
    }

    // MARK: - One party

    /// The legal name stands before the trading name; identities are taken only where their scheme is known.
    static func party(_ holder: UBLNode) -> Party {
        let node = holder.first("Party") ?? holder
        let people = node.all("Person").compactMap(personName)
        let name =
            node.value("PartyLegalEntity", "RegistrationName") ?? node.value("PartyName", "Name")
            ?? node.value("PartyTaxScheme", "RegistrationName") ?? people.first
        var party = Party(name: name)
        let addresses = [
            node.first("PostalAddress"), node.at("PhysicalLocation", "Address"),
            node.at("PartyLegalEntity", "RegistrationAddress"), node.at("PartyTaxScheme", "RegistrationAddress"),
        ]
        let address = addresses.lazy.compactMap { $0 }.first { !addressLines($0).isEmpty }
        party.address = address.map(addressLines) ?? []
        party.country = address.flatMap(countryCode)
        let contact = node.first("Contact") ?? holder.first("AccountingContact") ?? holder.first("DeliveryContact")
        party.contactName = contact?.value("Name") ?? (people.first == name ? nil : people.first)
        party.identities = identities(of: node, contact: contact)
        return party
    }

    static func personName(_ person: UBLNode) -> String? {
        [person.value("FirstName"), person.value("MiddleName"), person.value("FamilyName")]
            .compactMap { $0 }.joined(separator: " ").nonEmpty
    }

    private static func identities(of node: UBLNode, contact: UBLNode?) -> [Identity] {
        var found: [Identity] = []
        func add(_ identity: Identity) {
            if !ParcelNumber.isPlaceholder(identity.value), !found.contains(identity) { found.append(identity) }
        }
        if let endpoint = node.first("EndpointID") { add(identity(endpoint, other: .account)) }
        for id in node.all("PartyIdentification").compactMap({ $0.first("ID") }) {
            // A bare customer number means something only to the party that gave it.
            if id.scheme != nil || id.text.utf8.count >= 6 { add(identity(id, other: .companyID)) }
        }
        for tax in node.all("PartyTaxScheme") {
            if let id = tax.value("CompanyID") { add(Identity(.taxID, id, scheme: tax.value("TaxScheme", "ID"))) }
        }
        for entity in node.all("PartyLegalEntity") {
            if let id = entity.first("CompanyID"), !id.text.isEmpty { add(identity(id, other: .companyID)) }
        }
        for contact in [contact].compactMap({ $0 }) + node.all("Person").compactMap({ $0.first("Contact") }) {
            if let mail = contact.value("ElectronicMail") { add(Identity(.email, mail)) }
            if let phone = contact.value("Telephone") { add(Identity(.phone, phone)) }
        }
        return found
    }

    private static func identity(_ id: UBLNode, other: Identity.Kind) -> Identity {
        switch id.scheme?.uppercased() {
        case "0088", "GLN": Identity(.gln, id.text)
        case "EM", "MAILTO": Identity(.email, id.text)
        default: Identity(other, id.text, scheme: id.scheme)
        }
    }

    // MARK: - Addresses

    /// Street, further lines, postcode and place, region, country.
    static func addressLines(_ node: UBLNode) -> [String] {
        let street = [node.value("StreetName"), node.value("BuildingNumber")].compactMap { $0 }.joined(separator: " ")
        let place = [node.value("PostalZone"), node.value("CityName")].compactMap { $0 }.joined(separator: " ")
        let postbox = node.value("Postbox").map { $0.contains { $0.isLetter } ? $0 : "PO Box \($0)" }
        var lines = [street, postbox ?? ""]
        for name in [
            "AdditionalStreetName", "BlockName", "BuildingName", "Floor", "Room", "InhouseMail", "Department",
            "PlotIdentification", "CitySubdivisionName", "District",
        ] {
            lines.append(node.value(name) ?? "")
        }
        lines += node.all("AddressLine").compactMap { $0.value("Line") }
        lines += [
            place, node.value("CountrySubentity") ?? node.value("CountrySubentityCode") ?? "", node.value("Region") ?? "",
            node.value("Country", "Name") ?? node.value("Country", "IdentificationCode") ?? "",
        ]
        return lines.filter { !$0.isEmpty }
    }

    /// Two letters as written; nil for anything else.
    static func countryCode(_ address: UBLNode) -> String? {
        guard let code = address.value("Country", "IdentificationCode"), code.utf8.count == 2 else { return nil }
        return code
    }
}
