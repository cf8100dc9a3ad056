import CaseModel

/// What an item is, for the index: its section, title and date, from the records read in it. What no reader understood
/// is sorted by its name and its words' first line as far as those say something plain.
struct ExhibitDescription {
    let gathering: Gathering
    let clock: CaseClock
    /// By item; a long chat is gone through once.
    private(set) var dates: [CaseTime?] = []

    init(gathering: Gathering, clock: CaseClock) {
        self.gathering = gathering
        self.clock = clock
        dates = gathering.items.indices.map { date($0) }
    }

    // MARK: - Section

    func section(_ index: Int) -> ExhibitSection {
        let item = gathering.items[index]
        if let own = ownSection(item) { return own }
        let parts = descendants(index).compactMap { ownSection(gathering.items[$0]) }
        if parts.contains(.communications) { return .communications }
        var counts: [ExhibitSection: Int] = [:]
        for part in parts { counts[part, default: 0] += 1 }
        let most = counts.values.max()
        return ExhibitSection.allCases.first { counts[$0] == most && most != nil } ?? .other
    }

    private func descendants(_ index: Int) -> [Int] {
        gathering.children[index].flatMap { [$0] + descendants($0) }
    }

    /// By the weightiest record: a document outweighs the parcel it holds, a conversation the pictures it names.
    private func ownSection(_ item: Item) -> ExhibitSection? {
        var parcel: ExhibitSection?
        var image = false
        for captured in item.records.prefix(200) {
            switch captured.record {
            case .document(let document): return Self.section(of: document)
            case .order: return .contract
            case .message, .call, .notice, .contact: return .communications
            case .payment: return .payment
            case .shipment(let shipment): parcel = shipment.deliveredAt != nil ? .delivery : parcel ?? .shipping
            case .trackingEvent(let event): parcel = event.step == .delivered ? .delivery : parcel ?? .shipping
            case .image: image = true
            case .pdf(let pdf): return FileWords.section(name: item.name, text: pdf.text.first ?? "")
            // Notes speak of everything; a first line says little of what they are.
            case .prose: return FileWords.section(name: item.name, text: "")
            }
        }
        if let parcel { return parcel }
        if image || item.mediaType.hasPrefix("image/") { return FileWords.section(name: item.name, text: "") ?? .photographs }
        return FileWords.section(name: item.name, text: "")
    }

    static func section(of document: BusinessDocument) -> ExhibitSection {
        switch document.kind {
        case .order, .orderResponse, .quotation, .contract, .catalogue, .proformaInvoice: .contract
        case .despatchAdvice, .waybill: .shipping
        case .transportStatus, .receiptAdvice: .delivery
        case .invoice, .creditNote, .debitNote, .statement, .reminder, .remittanceAdvice: .payment
        case .response: document.responses.isEmpty ? .other : .payment
        case .other: .other
        }
    }

    // MARK: - Date

    /// The day a document was issued, a parcel delivered, a picture taken, a conversation begun. Nil when nothing says.
    private func date(_ index: Int) -> CaseTime? {
        let item = gathering.items[index]
        var first: CaseTime?
        var delivered: CaseTime?
        for captured in item.records {
            switch captured.record {
            case .document(let document): return document.issued.flatMap(known)
            case .order(let order): if let created = order.created.flatMap(known) { return created }
            case .image(let image): return image.taken.flatMap(known)
            case .shipment(let shipment): delivered = delivered ?? shipment.deliveredAt.map { clock.placeTime($0) }
            case .trackingEvent(let event):
                if !event.isPlanned { first = earlier(first, clock.placeTime(event.time)) }
            case .message(let message): first = earlier(first, message.time)
            case let record: if let time = record.time { first = earlier(first, time) }
            }
        }
        if let found = delivered ?? first { return found }
        guard item.records.isEmpty else { return nil }
        return gathering.children[index].map { date($0) }.reduce(nil) { earlier($0, $1) }
    }

    private func known(_ time: EventTime) -> CaseTime? { time.value == .unknown ? nil : clock.time(time) }

    /// As the other, without working out what cannot be earlier.
    private func earlier(_ a: CaseTime?, _ b: EventTime) -> CaseTime? {
        guard let second = clock.order(b) else { return a }
        if let a, let first = clock.order(a), first <= second { return a }
        return clock.time(b)
    }

    private func earlier(_ a: CaseTime?, _ b: CaseTime?) -> CaseTime? {
        guard let b, let second = clock.order(b) else { return a }
        guard let a, let first = clock.order(a) else { return b }
        return second < first ? b : a
    }

    // MARK: - Title

    func title(_ index: Int) -> Phrase {
        let item = gathering.items[index]
        for captured in item.records {
            if let title = title(captured.record, item) { return title }
        }
        if !gathering.children[index].isEmpty { return Phrase("exhibitTitle.container", ["name": .text(item.name)]) }
        return Phrase("exhibitTitle.file", ["name": .text(item.name)])
    }

    private func title(_ record: Record, _ item: Item) -> Phrase? {
        switch record {
        case .document(let document): return title(document)
        case .order(let order):
            return Phrase("exhibitTitle.platformOrder", ["platform": Wording.platform(order.platform), "number": .text(order.id)])
        case .shipment(let shipment): return title(parcel: shipment.trackingNumber, carrier: shipment.carrier)
        case .trackingEvent(let event): return title(parcel: event.trackingNumber, carrier: nil)
        case .message(let message) where message.kind == .mail: return title(mail: message, item)
        case .message, .call, .notice: return title(conversation: item)
        case .payment: return Phrase("exhibitTitle.payments", ["name": .text(item.name)])
        case .contact: return Phrase("exhibitTitle.contacts", ["name": .text(item.name)])
        case .image: return Phrase("exhibitTitle.image", ["name": .text(item.name)])
        case .pdf, .prose: return nil
        }
    }

    private func title(_ document: BusinessDocument) -> Phrase {
        guard let number = document.number else {
            return Phrase("exhibitTitle.documentUnnumbered", ["kind": Wording.kind(document)])
        }
        if document.kind == .other {
            return Phrase("exhibitTitle.other", ["type": .text(document.typeName), "number": .text(number)])
        }
        return Phrase("exhibitTitle.\(document.kind.rawValue)", ["number": .text(number)])
    }

    private func title(parcel number: String?, carrier: String?) -> Phrase? {
        guard let number else { return nil }
        guard let carrier else { return Phrase("exhibitTitle.tracking", ["number": .text(number)]) }
        return Phrase("exhibitTitle.trackingBy", ["carrier": .text(carrier), "number": .text(number)])
    }

    private func title(mail: Message, _ item: Item) -> Phrase {
        let count = item.records.count { if case .message = $0.record { true } else { false } }
        if count > 1 { return Phrase("exhibitTitle.mailbox", ["name": .text(item.name), "count": .number(count)]) }
        let sender = mail.sender.name ?? mail.sender.identity?.value ?? ""
        guard let subject = mail.subject, !subject.isEmpty else {
            return Phrase("exhibitTitle.mailWithoutSubject", ["sender": .text(sender)])
        }
        return Phrase("exhibitTitle.mail", ["subject": .text(subject), "sender": .text(sender)])
    }

    private func title(conversation item: Item) -> Phrase {
        var titles: [String] = []
        var names: [String] = []
        var onlyCalls = true
        for captured in item.records {
            let name: String?
            switch captured.record {
            case .message(let message):
                (name, onlyCalls) = (message.conversationTitle, false)
                if let sender = message.sender.name, names.count < 4, !names.contains(sender) { names.append(sender) }
            case .notice(let notice): name = notice.conversationTitle
            case .call(let call): name = call.conversationTitle
            default: name = nil
            }
            if let name, !name.isEmpty, titles.last != name, !titles.contains(name) { titles.append(name) }
            if titles.count > 1 { break }
        }
        let platform = Wording.platform(item.format)
        if onlyCalls { return Phrase("exhibitTitle.calls", ["name": .text(item.name)]) }
        if titles.isEmpty, !names.isEmpty {
            let people = names.prefix(3).joined(separator: ", ") + (names.count > 3 ? ", …" : "")
            return Phrase("exhibitTitle.conversationBetween", ["platform": platform, "names": .text(people)])
        }
        guard titles.count == 1 else {
            return Phrase("exhibitTitle.conversations", ["platform": platform, "name": .text(item.name)])
        }
        return Phrase("exhibitTitle.conversation", ["platform": platform, "title": .text(titles[0])])
    }
}
