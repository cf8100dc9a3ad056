extension Item {
    /// The same item at its final position: its citations point there.
    package func placed(at index: Int, parent: Int?) -> Item {
        Item(
            index: index, path: path, rawPath: rawPath, pathEncoding: pathEncoding, parent: parent, bytes: bytes,
            sha256: sha256, sha512: sha512, mediaType: mediaType, puid: puid, format: format, basis: basis,
            encoding: encoding, status: status, diagnostics: diagnostics,
            records: records.map {
                CapturedRecord(
                    record: $0.record, citation: Citation(item: index, locator: $0.citation.locator), number: $0.number)
            },
            storedName: storedName)
    }

    /// Replaces the provisional ids in attachments by positions. An id without a position (a part that was refused)
    /// becomes `missing`.
    package mutating func resolveAttachments(_ places: [Int: Int]) {
        guard records.contains(where: \.namesItems) else { return }
        records = records.map { captured in
            guard case .message(var message) = captured.record, captured.namesItems else { return captured }
            message.attachments = message.attachments.map { attachment in
                guard case .item(let handle) = attachment.state else { return attachment }
                let state = places[handle].map(Attachment.State.item) ?? .missing
                return Attachment(name: attachment.name, mediaType: attachment.mediaType, state: state)
            }
            return CapturedRecord(record: .message(message), citation: captured.citation, number: captured.number)
        }
    }
}

extension CapturedRecord {
    fileprivate var namesItems: Bool {
        guard case .message(let message) = record else { return false }
        return message.attachments.contains { if case .item = $0.state { true } else { false } }
    }
}
