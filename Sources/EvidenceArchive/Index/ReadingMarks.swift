import ByteIO

/// Which orders the program was reading for the index, in a file beside it that only the end of the program leaves behind:
/// evidence on which the program dies must not keep every other order from being found.
///
/// An order that was being read when the program died is read alone the next time; when it dies again right then, it is not
/// read. Used under the lock of the index.
package struct ReadingMarks: Sendable {
    private static let mostDeaths = 2

    private let path: [UInt8]
    /// How often the program died while it read an order.
    private let deaths: [OrderName: Int]

    package init(_ archive: Archive) {
        path = archive.path + Array("/reading".utf8)
        let text = (try? ByteSource.file(at: path).bytes(limit: 1 << 20)).map { String(decoding: $0, as: UTF8.self) } ?? ""
        var deaths: [OrderName: Int] = [:]
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ", maxSplits: 1)
            guard words.count == 2, let count = Int(words[0]), let order = try? OrderName(String(words[1])) else { continue }
            deaths[order] = count
        }
        self.deaths = deaths
    }

    /// False for an order that is not to be read.
    package func mayRead(_ order: OrderName) -> Bool { deaths[order, default: 0] < Self.mostDeaths }

    /// `orders` in portions of at most `size`, in their order; one that is suspect is a portion of its own.
    package func portions(of orders: [OrderName], size: Int) -> [[OrderName]] {
        var portions: [[OrderName]] = []
        for order in orders {
            if let last = portions.last, last.count < size, deaths[order] == nil, last.allSatisfy({ deaths[$0] == nil }) {
                portions[portions.count - 1].append(order)
            } else {
                portions.append([order])
            }
        }
        return portions
    }

    /// Called before `orders` are read. Where it cannot be written, nothing is known of them later.
    package func begin(_ orders: [OrderName]) {
        let read = orders.filter(mayRead).map { (order: $0, count: deaths[$0, default: 0] &+ 1) }
        let unread = deaths.filter { !mayRead($0.key) }.map { (order: $0.key, count: $0.value) }.sorted { $0.order < $1.order }
        end()
        _ = try? NewFile.write(Array((unread + read).map { "\($0.count) \($0.order)\n" }.joined().utf8), to: path)
    }

    /// Called when the program goes on, or ends as it should.
    package func end() { FolderChange.remove(path) }

    /// Forgets all marks when there is an index, so that nobody had to go without: the program may have been killed for
    /// reasons of its own. Another program that works on the index keeps its marks.
    package static func forget(in archive: Archive) {
        let marks = ReadingMarks(archive)
        guard !marks.deaths.isEmpty, let lock = try? archive.takeIndexLock() else { return }
        withExtendedLifetime(lock) { marks.end() }
    }
}
