import CaseModel

/// Finds out who is who: joins people and businesses by mail address, phone, account, registration numbers, by the exact
/// legal name in documents, and by the names and aliases that `case.yaml` gives. A display name alone joins nobody.
struct PartyRegistry {
    /// A party while it is being put together; joined ones point to the one they were joined to.
    struct Draft {
        var side: CaseParty.Side?
        var names: [String] = []
        var address: [String] = []
        var identities: [Identity] = []
        var citations: Citations?
        var joinedTo: Int?
    }

    /// Someone as one place shows them.
    struct Mention {
        var names: [String] = []
        var address: [String] = []
        var identities: [Identity] = []
        var keys: [String] = []
        var citation: Citation?
    }

    private(set) var drafts: [Draft] = []
    private var holders: [String: Int] = [:]
    private(set) var claimant: Int?
    private(set) var respondent: Int?
    /// What documents call their parties: role and party, with the place.
    private(set) var roles: [(role: PartyInRole.Role, party: Int, citation: Citation)] = []

    init(settings: CaseSettings) {
        claimant = seed(settings.claimant, .claimant)
        respondent = seed(settings.respondent, .respondent)
    }

    private mutating func seed(_ side: CaseSettings.Side, _ kind: CaseParty.Side) -> Int? {
        var mention = Mention()
        mention.names = ([side.name] + side.aliases).compactMap { $0 }
        mention.address = side.address.map { [$0] } ?? []
        if let email = side.email { mention.identities.append(Identity(.email, email)) }
        if let phone = side.phone { mention.identities.append(Identity(.phone, phone)) }
        guard !mention.names.isEmpty || !mention.identities.isEmpty else { return nil }
        mention.keys = mention.names.flatMap { ["alias:" + Names.key($0), "legal:" + Names.key($0)] }
        let party = add(mention)
        drafts[party].side = kind
        return party
    }

    /// The draft a number stands for after joining.
    func root(_ party: Int) -> Int {
        var party = party
        while let next = drafts[party].joinedTo { party = next }
        return party
    }

    // MARK: - Mentions

    /// A party of a document, order or parcel: its legal name counts.
    mutating func register(_ party: Party, at citation: Citation) -> Int {
        var mention = Mention(citation: citation)
        mention.names = [party.name ?? party.contactName].compactMap { $0?.trimmingBlanks() }.filter { !$0.isEmpty }
        mention.address = party.address
        mention.identities = party.identities
        if let name = party.name, !Names.key(name).isEmpty { mention.keys.append("legal:" + Names.key(name)) }
        return add(mention)
    }

    /// Who writes or calls in a conversation. `scope` keeps equal display names of different conversations apart.
    mutating func register(_ participant: Participant, scope: String, at citation: Citation) -> Int {
        var mention = Mention(citation: citation)
        if let name = participant.name?.trimmingBlanks(), !name.isEmpty {
            mention.names = [name]
            mention.keys.append(holders["alias:" + Names.key(name)] != nil ? "alias:" + Names.key(name) : "chat:" + scope + ":" + name)
        }
        if let identity = participant.identity { mention.identities = [identity] }
        if participant.isOwner, mention.names.isEmpty {
            // The device an export was made from is that of the side that hands it in.
            if mention.identities.isEmpty, let claimant { return claimant }
            mention.keys.append("owner:" + scope)
        }
        if mention.keys.isEmpty, mention.identities.isEmpty { mention.keys.append("chat:" + scope + ":") }
        return add(mention)
    }

    private mutating func add(_ mention: Mention) -> Int {
        var keys = mention.keys
        for identity in mention.identities {
            if let key = Self.key(identity) { keys.append(key) }
            if identity.kind == .account { keys.append("alias:" + Names.key(identity.value)) }
        }
        var party: Int?
        for key in keys {
            guard let holder = holders[key].map(root) else { continue }
            party = party.map { join($0, holder) } ?? holder
        }
        let target = party ?? drafts.count
        if party == nil { drafts.append(Draft()) }
        for key in keys where !key.hasPrefix("alias:") || drafts[target].side != nil || holders[key] == nil {
            // An account name becomes an alias only where the settings say so.
            if key.hasPrefix("alias:"), mention.citation != nil { continue }
            if holders[key] == nil { holders[key] = target }
        }
        fill(target, with: mention)
        return target
    }

    private mutating func fill(_ party: Int, with mention: Mention) {
        for name in mention.names where !drafts[party].names.contains(name) { drafts[party].names.append(name) }
        if drafts[party].address.isEmpty { drafts[party].address = mention.address }
        for identity in mention.identities {
            let key = Self.key(identity)
            if !drafts[party].identities.contains(where: { $0 == identity || (key != nil && Self.key($0) == key) }) {
                drafts[party].identities.append(identity)
            }
        }
        // The first mention is enough: every message of a chat would be one.
        if drafts[party].citations == nil { drafts[party].citations = mention.citation.map { Citations($0) } }
    }

    /// Joins two parties unless they are the two sides of the case; the earlier one stays.
    private mutating func join(_ a: Int, _ b: Int) -> Int {
        guard a != b else { return a }
        if let first = drafts[a].side, let second = drafts[b].side, first != second { return min(a, b) }
        let (kept, gone) = (min(a, b), max(a, b))
        let draft = drafts[gone]
        drafts[gone].joinedTo = kept
        drafts[kept].side = drafts[kept].side ?? draft.side
        fill(kept, with: Mention(names: draft.names, address: draft.address, identities: draft.identities))
        drafts[kept].citations = Citations.joined([drafts[kept].citations, draft.citations])
        return kept
    }

    /// Joins two people who were found to be one.
    mutating func unite(_ a: Int, _ b: Int) { _ = join(root(a), root(b)) }

    /// The comparable form of an identity; nil when it is too short to identify anybody.
    static func key(_ identity: Identity) -> String? {
        let value = identity.value.trimmingBlanks()
        switch identity.kind {
        case .email:
            return value.contains("@") ? "email:" + value.lowercased() : nil
        case .phone: return phoneKey(value).map { "phone:" + $0 }
        case .taxID, .companyID:
            let plain = value.lowercased().filter { $0.isLetter || $0.isNumber }
            return plain.isEmpty ? nil : identity.kind.rawValue + ":" + (identity.scheme ?? "") + ":" + plain
        case .account, .gln:
            return value.isEmpty ? nil : identity.kind.rawValue + ":" + (identity.scheme ?? "") + ":" + value.lowercased()
        }
    }

    /// The last nine digits of a number, which are the same with and without the country's code and the 0 before the area's;
    /// countries whose numbers have eight digits give these eight. Fewer than eight identify nobody.
    private static func phoneKey(_ value: String) -> String? {
        var digits = value.utf8.filter { (0x30...0x39).contains($0) }[...]
        digits = digits.drop { $0 == 0x30 }
        let short = ["65", "852", "853", "45", "47"].first { code in
            digits.count == 8 + code.utf8.count && digits.starts(with: code.utf8)
        }
        if let short { digits = digits.dropFirst(short.utf8.count) }
        return digits.count >= 8 ? String(decoding: digits.suffix(9), as: UTF8.self) : nil
    }

    // MARK: - Documents

    mutating func register(_ records: MergedRecords, _ shipments: [CaseShipment], gathering: Gathering) {
        for document in records.documents {
            for role in document.value.parties where !role.party.isEmpty {
                let citation = gathering.refine(document.citations.first, role.locator)
                roles.append((role.role, register(role.party, at: citation), citation))
            }
        }
        for order in records.orders {
            let sides: [(PartyInRole.Role, Party?)] = [
                (.buyer, order.value.buyer), (.seller, order.value.seller), (.consignee, order.value.shipTo),
            ]
            for (role, party) in sides {
                guard let party, !party.isEmpty else { continue }
                roles.append((role, register(party, at: order.citations.first), order.citations.first))
            }
        }
        for shipment in shipments {
            for role in shipment.shipment.parties where role.party.name != nil {
                let citation = gathering.refine(shipment.citations.first, role.locator)
                roles.append((role.role, register(role.party, at: citation), citation))
            }
        }
    }

    /// Gives the sides where the settings do not, from what documents call their parties, and numbers everybody.
    mutating func resolved() -> ResolvedParties {
        if claimant == nil { claimant = onlyParty(in: [.seller], other: respondent) }
        if let claimant { drafts[root(claimant)].side = .claimant }
        if respondent == nil { respondent = onlyParty(in: [.buyer], other: claimant) }
        if let respondent { drafts[root(respondent)].side = .respondent }
        for (role, party, _) in roles where role == .carrier && drafts[root(party)].side == nil {
            drafts[root(party)].side = .carrier
        }
        return ResolvedParties(self)
    }

    /// The one party that all documents give one of these roles; nil when there are several or none.
    private func onlyParty(in wanted: Set<PartyInRole.Role>, other: Int?) -> Int? {
        let found = Set(roles.filter { wanted.contains($0.role) }.map { root($0.party) })
        guard found.count == 1, let party = found.first, party != other.map(root) else { return nil }
        return party
    }
}

/// The parties of the case with their ids.
struct ResolvedParties {
    private(set) var parties: [CaseParty] = []
    /// Index in `parties` for each draft.
    private let places: [Int]
    let roles: [(role: PartyInRole.Role, party: Int, citation: Citation)]

    init(_ registry: PartyRegistry) {
        let roots = registry.drafts.indices.filter { registry.drafts[$0].joinedTo == nil }
        func rank(_ draft: Int) -> Int {
            switch registry.drafts[draft].side {
            case .claimant: 0
            case .respondent: 1
            default: 2
            }
        }
        let ordered = roots.sorted { (rank($0), $0) < (rank($1), $1) }
        var places = [Int](repeating: 0, count: registry.drafts.count)
        for (place, draft) in ordered.enumerated() {
            places[draft] = place
            let source = registry.drafts[draft]
            parties.append(
                CaseParty(
                    id: "P\(place + 1)", side: source.side ?? .other, name: source.names.first, names: source.names,
                    address: source.address, identities: source.identities, citations: source.citations))
        }
        for draft in registry.drafts.indices { places[draft] = places[registry.root(draft)] }
        self.places = places
        roles = registry.roles.map { ($0.role, places[$0.party], $0.citation) }
    }

    func party(_ draft: Int) -> CaseParty { parties[places[draft]] }

    /// The side of a party named in a document: by an identity, else by the exact name; `.other` when it is none of the
    /// known parties, nil when the document says nothing that identifies it.
    func side(of party: Party) -> CaseParty.Side? {
        let keys = Set(party.identities.compactMap { PartyRegistry.key($0) })
        let name = party.name.map(Names.key)
        guard !keys.isEmpty || name?.isEmpty == false else { return nil }
        let known = parties.filter { known in
            known.identities.contains { PartyRegistry.key($0).map(keys.contains) ?? false }
                || name.map { name in known.names.contains { Names.key($0) == name } } ?? false
        }
        return known.first { $0.side == .claimant || $0.side == .respondent }?.side ?? .other
    }

    func side(of id: String?) -> CaseParty.Side? { parties.first { $0.id == id }?.side }

    func name(of id: String?) -> String? {
        guard let party = parties.first(where: { $0.id == id }) else { return nil }
        return party.name ?? party.identities.first?.value
    }
}
