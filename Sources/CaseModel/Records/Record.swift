/// One unit a reader found in an item. Readers speak in records only; what they mean together is decided later.
package enum Record: Hashable, Sendable {
    case message(Message)
    case notice(SystemNotice)
    case call(Call)
    case contact(Contact)
    case shipment(Shipment)
    case trackingEvent(TrackingEvent)
    case document(BusinessDocument)
    case order(Order)
    case payment(Payment)
    case image(ImageFacts)
    case pdf(PDFFacts)
    case prose(Prose)

    /// The time by which the record is placed: `first` and `last` of an item run over these.
    package var time: EventTime? {
        switch self {
        case .message(let message): message.time
        case .notice(let notice): notice.time
        case .call(let call): call.time
        case .trackingEvent(let event): event.isPlanned ? nil : event.time
        case .document(let document): document.issued
        case .order(let order): order.created
        case .payment(let payment): payment.time
        case .contact, .shipment, .image, .pdf, .prose: nil
        }
    }
}

/// A record together with the place it was read from.
package struct CapturedRecord: Hashable, Sendable {
    package let record: Record
    package let citation: Citation
    /// Messages, notices and calls are numbered from 1 within their item, in file order; nil for other records.
    package let number: Int?

    package init(record: Record, citation: Citation, number: Int?) {
        self.record = record
        self.citation = citation
        self.number = number
    }
}
