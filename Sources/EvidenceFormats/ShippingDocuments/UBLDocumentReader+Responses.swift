import CaseModel

extension UBLDocumentReader {
    /// What the issuer answers: to documents it names (ApplicationResponse), or to the order (OrderResponse).
    mutating func readResponses() {
        for answer in root.all("DocumentResponse") { readDocumentResponse(answer) }
        if let code = root.first("OrderResponseCode"), !code.text.isEmpty {
            keepOrderAnswer(code, UBLNames.meaning(ofResponse: code.text))
        }
        if let indicator = root.first("AcceptedIndicator"), !indicator.text.isEmpty {
            keepOrderAnswer(indicator, indicator.boolean.map { $0 ? .accepted : .rejected } ?? .unknown)
        }
    }

    private mutating func keepOrderAnswer(_ node: UBLNode, _ meaning: DocumentResponse.Meaning) {
        let order = document.references.first { $0.kind == .order && $0.field.hasPrefix("Order") }
        let words = ["RejectionNote", "Note"].flatMap { root.all($0) }.map(\.text).filter { !$0.isEmpty }
        document.responses.append(
            DocumentResponse(
                meaning: meaning, code: node.text, document: order?.value,
                reasons: words.map { $0.bounded(Self.textLimit) }, date: document.issued, locator: node.locator))
    }

    private mutating func readDocumentResponse(_ answer: UBLNode) {
        let numbers = answer.all("DocumentReference").compactMap { $0.value("ID") }
        let response = answer.first("Response")
        let code = response?.first("ResponseCode")
        var reasons = response.map { Self.reasons($0) } ?? []
        for line in answer.all("LineResponse") {
            let name = line.value("LineReference", "LineID").map { "line \($0)" } ?? "line"
            for response in line.all("Response") {
                let parts = [response.value("ResponseCode")].compactMap { $0 } + Self.reasons(response)
                if !parts.isEmpty { reasons.append(name + ": " + parts.joined(separator: "; ")) }
            }
        }
        guard code != nil || !reasons.isEmpty else { return }
        let date = response?.first("EffectiveDate")
        let when = date.map { time(date: $0, clock: response?.first("EffectiveTime")) }
        for number in numbers.isEmpty ? [nil] : numbers.map(Optional.some) {
            document.responses.append(
                DocumentResponse(
                    meaning: UBLNames.meaning(ofResponse: code?.text ?? ""), code: code?.text ?? "", document: number,
                    reasons: reasons, date: when, locator: (code ?? answer).locator))
        }
    }

    /// Descriptions, then each status: its code with the list it is from, its reason, and the conditions it names.
    private static func reasons(_ response: UBLNode) -> [String] {
        var found = response.all("Description").map(\.text).filter { !$0.isEmpty }
        for status in response.all("Status") {
            let code = status.first("StatusReasonCode") ?? status.first("ConditionCode")
            let coded = code.flatMap { node -> String? in
                guard !node.text.isEmpty else { return nil }
                return node.attribute("listID").map { "\($0) \(node.text)" } ?? node.text
            }
            var words = [coded, status.value("StatusReason"), status.value("Description")].compactMap { $0 }
            for condition in status.all("Condition") {
                let parts = [condition.value("AttributeID"), condition.value("Description")].compactMap { $0 }
                if !parts.isEmpty { words.append(parts.joined(separator: " ")) }
            }
            if !words.isEmpty { found.append(words.joined(separator: ": ")) }
        }
        return found.map { $0.bounded(textLimit) }
    }
}
