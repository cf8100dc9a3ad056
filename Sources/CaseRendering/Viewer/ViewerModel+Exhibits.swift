import CaseModel

extension ViewerModel {
    /// Lines of an exhibit shown in the page; the rest is in the file.
    private static let mostLines = 2_000

    func write(_ exhibit: Exhibit, _ json: inout JSONWriter) {
        let item = theCase.items[exhibit.item]
        json.object { json in
            json.member("number", exhibit.number)
            json.member("section", exhibit.section.rawValue)
            sentence(wording.sentence(exhibit.title, exhibit: citations.exhibit), "title", &json)
            json.member("date", exhibit.date.map { wording.date($0) })
            json.member("path", item.path)
            json.member("storedName", item.storedName)
            json.member("pathEncoding", item.pathEncoding)
            json.member("parent", position(exhibit.parent))
            let children = theCase.exhibits.enumerated().filter { $1.parent == exhibit.number }.map(\.offset)
            if !children.isEmpty { json.member("children", array: { json in for child in children { json.value(child) } }) }
            json.member("twin", position(exhibit.duplicateOf))
            json.member("status", item.status.rawValue)
            json.member("file", exhibit.file)
            json.member("opens", Self.opens(item.mediaType))
            if let range = pages[exhibit.number] {
                json.member("pages", array: { json in
                    json.value(range.lowerBound)
                    json.value(range.upperBound)
                })
            }
            json.member("bytes", item.bytes)
            json.member("sha256", item.sha256)
            json.member("media", item.mediaType)
            json.member("puid", item.puid)
            json.member("format", item.format)
            json.member("basis", item.basis)
            json.member("encoding", item.encoding)
            writeDiagnostics(item, &json)
            writeContent(item, &json)
        }
    }

    /// Files a browser shows without running anything in them.
    private static func opens(_ type: String) -> Bool {
        type == "application/pdf" || type == "text/plain" || (type.hasPrefix("image/") && type != "image/svg+xml")
            || type.hasPrefix("audio/") || type.hasPrefix("video/")
    }

    private func writeDiagnostics(_ item: Item, _ json: inout JSONWriter) {
        guard !item.diagnostics.isEmpty else { return }
        json.member("diagnostics", array: { json in
            for diagnostic in item.diagnostics {
                json.object { json in
                    json.member("severity", diagnostic.kind.severity.rawValue)
                    json.member("summary", wording.diagnostic(diagnostic))
                    json.member("place", diagnostic.locator.flatMap { citations.place($0) })
                    json.member("why", diagnostic.kind.explanation)
                    json.member("advice", diagnostic.kind.advice)
                }
            }
        })
    }

    private func writeContent(_ item: Item, _ json: inout JSONWriter) {
        var fields: [(name: String, value: String, locator: Locator?)] = []
        var lines: [String] = []
        var isPaged = false
        for captured in item.records {
            switch captured.record {
            case .document(let document): fields += self.fields(document, captured.citation.locator)
            case .order(let order): fields += self.fields(order, captured.citation.locator)
            case .shipment(let shipment): fields += self.fields(shipment, captured.citation.locator)
            case .image(let image): fields += self.fields(image)
            case .prose(let prose): lines += prose.lines
            case .pdf(let pdf):
                fields.append((label("field.pages"), String(pdf.pages), nil))
                lines += pdf.text
                isPaged = true
            default: break
            }
        }
        if !fields.isEmpty {
            json.member("fields", array: { json in
                for field in fields {
                    json.array { json in
                        json.value(field.name)
                        json.value(field.value)
                        json.value(field.locator.flatMap(\.lineNumber).map { label("place.line", ["number": wording.number(String($0))]) } ?? "")
                        json.value(exact(field.locator))
                    }
                }
            })
        }
        if !lines.isEmpty {
            json.member("lines", Array(lines.prefix(Self.mostLines)))
            json.member("paged", isPaged)
            if lines.count > Self.mostLines { json.member("cut", true) }
        }
    }

    private func exact(_ locator: Locator?) -> String {
        switch locator {
        case .xml(let path, _): path
        case .json(let pointer): pointer
        default: ""
        }
    }

    private func fields(_ document: BusinessDocument, _ place: Locator) -> [(name: String, value: String, locator: Locator?)] {
        var fields: [(name: String, value: String, locator: Locator?)] = [(label("field.document"), document.typeName, place)]
        if let number = document.number { fields.append((label("field.number"), number, place)) }
        if let issued = document.issued { fields.append((label("field.issued"), wording.compactDate(issued), place)) }
        if let due = document.due { fields.append((label("field.due"), wording.compactDate(due), place)) }
        for party in document.parties { fields.append((party.field, party.party.name ?? "", party.locator)) }
        for reference in document.references { fields.append((reference.field, reference.value, reference.locator)) }
        for time in document.times { fields.append((time.name, wording.compactDate(time.time), time.locator)) }
        for amount in document.amounts { fields.append((amount.name, wording.amount(amount.money), amount.locator)) }
        for line in document.lines {
            let words = [line.description, line.quantity, line.amount.map { wording.amount($0) }].compactMap(\.self).joined(separator: " · ")
            fields.append((label("field.line") + " " + (line.id ?? ""), words, line.locator))
        }
        for note in document.notes { fields.append((label("field.note"), note, nil)) }
        return fields
    }

    private func fields(_ order: Order, _ place: Locator) -> [(name: String, value: String, locator: Locator?)] {
        var fields: [(name: String, value: String, locator: Locator?)] = [(label("field.order"), order.id, place)]
        if let created = order.created { fields.append((label("field.created"), wording.compactDate(created), place)) }
        if let status = order.status { fields.append((label("field.status"), status, place)) }
        if let total = order.total { fields.append((label("field.total"), wording.amount(total.money), total.locator ?? place)) }
        for (name, party) in [("field.buyer", order.buyer), ("field.seller", order.seller), ("field.shipTo", order.shipTo)] {
            if let party { fields.append((label(name), party.name ?? party.identities.first?.value ?? "", place)) }
        }
        for parcel in order.parcels { fields.append((label("field.parcel"), parcel.value, parcel.locator)) }
        for change in order.history { fields.append((wording.compactDate(change.time), change.status, change.locator)) }
        for amount in order.amounts { fields.append((amount.name, wording.amount(amount.money), amount.locator)) }
        return fields
    }

    func fields(_ shipment: Shipment, _ place: Locator?) -> [(name: String, value: String, locator: Locator?)] {
        var fields: [(name: String, value: String, locator: Locator?)] = []
        if let number = shipment.trackingNumber { fields.append((label("field.trackingNumber"), number, place)) }
        if let carrier = shipment.carrier { fields.append((label("field.carrier"), carrier, place)) }
        if let service = shipment.service { fields.append((label("field.service"), service, place)) }
        if let delivered = shipment.deliveredAt { fields.append((label("field.deliveredAt"), wording.compactDate(delivered), place)) }
        if let signatory = shipment.signatory { fields.append((label("field.signatory"), signatory, place)) }
        if let where_ = shipment.deliveryPlace { fields.append((label("field.deliveryPlace"), where_, place)) }
        if let weight = shipment.weight { fields.append((label("field.weight"), weight, place)) }
        for reference in shipment.references { fields.append((reference.field, reference.value, reference.locator)) }
        return fields
    }

    private func fields(_ image: ImageFacts) -> [(name: String, value: String, locator: Locator?)] {
        var fields: [(name: String, value: String, locator: Locator?)] = [
            (label("field.pixels"), "\(image.width) × \(image.height)", nil)
        ]
        if let taken = image.taken { fields.append((label("field.taken"), taken.text, nil)) }
        if let device = image.device { fields.append((label("field.device"), device, nil)) }
        return fields
    }

    func write(_ shipment: CaseShipment, _ json: inout JSONWriter) {
        json.object { json in
            json.member("name", [shipment.shipment.carrier, shipment.shipment.trackingNumber].compactMap(\.self).joined(separator: " "))
            json.member("status", shipment.status.rawValue)
            switch shipment.link {
            case .named(let cited):
                json.member("link", "named")
                write("linkCitations", cited, &json)
            case .alone:
                json.member("link", "alone")
                write("linkCitations", nil, &json)
            case .foreign(let cited):
                json.member("link", "foreign")
                write("linkCitations", cited, &json)
            }
            json.member("facts", array: { json in
                for fact in fields(shipment.shipment, nil) {
                    json.array { json in
                        json.value(fact.name)
                        json.value(fact.value)
                    }
                }
            })
            json.member("events", array: { json in
                for event in shipment.events {
                    json.object { json in
                        json.member("date", wording.compactDate(event.time.time))
                        json.member("assumed", event.time.isZoneAssumed)
                        json.member("step", event.event.step.rawValue)
                        json.member("text", event.event.text)
                        json.member("place", event.event.place)
                        write("citations", event.citations, &json)
                    }
                }
            })
            write("citations", shipment.citations, &json)
        }
    }
}
