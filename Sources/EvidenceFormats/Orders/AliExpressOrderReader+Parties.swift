import CaseModel

extension AliExpressOrderReader {
    mutating func readParties(into order: inout Order) {
        let info = node.first("buyer_info")
        let names = [info?.value("first_name"), info?.value("last_name")].compactMap { $0 }.joined(separator: " ")
        var buyer = Party(name: node.value("buyer_signer_fullname") ?? names.nonEmpty, country: info?.value("country"))
        if let login = info?.value("login_id") ?? node.value("buyerloginid", "buyer_login_id") {
            add(Identity(.account, login, scheme: "aliexpress"), field: "buyer login", to: &buyer)
        }
        if let tax = node.value("cpf_number") {
            add(Identity(.taxID, tax, scheme: "CPF"), field: "cpf_number", to: &buyer)
        }
        if let name = buyer.name, name.contains("*") { masked.append("buyer's name") }
        order.buyer = buyer.isEmpty ? nil : buyer
        let store = node.first("store_info")
        var seller = Party(name: node.value("seller_signer_fullname") ?? store?.value("store_name"))
        for login in [node.value("seller_login_id"), node.value("seller_operator_login_id"), store?.value("store_id")]
            .compactMap({ $0 })
        {
            add(Identity(.account, login, scheme: "aliexpress"), field: "seller login", to: &seller)
        }
        order.seller = seller.isEmpty ? nil : seller
        if let address = node.first("receipt_address", "receiver_address", "logistics_address"),
            !address.children.isEmpty
        {
            order.shipTo = Self.receiver(address, masked: &masked)
        }
    }

    /// A masked value is shown as it stands, but identifies nobody.
    private mutating func add(_ identity: Identity, field: String, to party: inout Party) {
        if identity.value.contains("*") {
            masked.append(field)
        } else if !party.identities.contains(identity) {
            party.identities.append(identity)
        }
    }

    static func receiver(_ address: ReplyNode, masked: inout [String]) -> Party {
        var party = Party(name: address.value("contact_person", "contactPerson"))
        let place = [address.value("zip"), address.value("city")].compactMap { $0 }.joined(separator: " ")
        let lines = [
            address.value("detail_address"), address.value("address"), address.value("address2"), place.nonEmpty,
            address.value("province"), address.value("country_name") ?? address.value("country"),
        ]
        party.address = lines.compactMap { $0 }
        party.country = address.value("country")?.utf8.count == 2 ? address.value("country") : nil
        let landline = [address.value("phone_country"), address.value("phone_area"), address.value("phone_number")]
            .compactMap { $0 }
        for (field, phone) in [
            ("mobile_no", address.value("mobile_no")), ("phone_number", landline.joined(separator: " ").nonEmpty),
        ] {
            guard let phone else { continue }
            if phone.contains("*") {
                masked.append("receiver's " + field)
                party.address.append(phone)
            } else if phone.utf8.count(where: { (0x30...0x39).contains($0) }) >= 6 {
                party.identities.append(Identity(.phone, phone))
            }
        }
        for leaf in address.leaves
        where (leaf.text ?? "").contains("*") && !leaf.name.hasPrefix("phone") && leaf.name != "mobile_no" {
            masked.append("receiver's " + leaf.name)
        }
        return party
    }
}
