import CaseModel
package import JSONReading
package import XMLReading

extension IngestError {
    /// A break in a JSON document, with its place.
    package init(_ error: JSONReadingError) {
        switch error {
        case .malformed(let reason, let offset), .limit(let reason, let offset):
            self.init(.jsonMalformed, at: .byte(offset), ["reason": reason])
        case .unreadable(let reason): self.init(.jsonMalformed, ["reason": reason])
        }
    }

    /// A break in an XML document, with its place.
    package init(_ error: XMLReadingError) {
        switch error {
        case .malformed(let reason, let line): self.init(.xmlMalformed, at: .line(line), ["reason": reason])
        case .limit(let reason, let line): self.init(.xmlLimit, at: .line(line), ["reason": reason])
        case .unreadable(let reason): self.init(.xmlMalformed, ["reason": reason])
        }
    }
}
