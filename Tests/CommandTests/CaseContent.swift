import ByteIO
import Foundation

/// What stands in a `case.json`, for comparing with what is shown elsewhere.
enum Messages {
    /// The words of every message, as they stand, in order.
    static func texts(_ json: JSON) -> [String] {
        (json["conversations"] as? [JSON] ?? []).flatMap { $0["entries"] as? [JSON] ?? [] }.compactMap { entry in
            let content = ["message", "notice", "call"].lazy.compactMap { entry[$0] as? JSON }.first
            return (content?["text"] as? String).flatMap { $0.isEmpty ? nil : $0 }
        }
    }
}

enum Digest {
    static func sha256(_ bytes: Data) -> String {
        Digester.digest(of: Array(bytes), .sha256)
    }
}
