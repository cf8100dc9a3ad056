import Foundation

/// Where in the bundle everything stands.
struct PageMap: Sendable {
    /// Pages of every exhibit, slip sheet first.
    private(set) var exhibits: [String: ClosedRange<Int>] = [:]
    /// Pages of messages that are cited, by exhibit and number.
    private(set) var messages: [String: [Int: Int]] = [:]
    private(set) var last = 0

    private struct Entry: Decodable {
        let id: String
        let first: Int
        let last: Int
        let message: Int?
    }

    init() {}

    /// From the answer to the bundle's query.
    init(_ query: [UInt8]?) throws {
        guard let query, let entries = try? JSONDecoder().decode([Entry].self, from: Data(query)) else {
            throw RenderingError.badDocument("the bundle's page map")
        }
        for entry in entries where entry.first <= entry.last {
            last = max(last, entry.last)
            if let message = entry.message {
                messages[entry.id, default: [:]][message] = entry.first
            } else if !entry.id.isEmpty {
                exhibits[entry.id] = entry.first...entry.last
            }
        }
    }

    /// The single number a query gave; 0 when it gave none.
    static func number(_ query: [UInt8]?) -> Int {
        query.flatMap { try? JSONDecoder().decode([Int].self, from: Data($0)) }?.first ?? 0
    }
}
