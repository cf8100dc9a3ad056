import Foundation

/// Evidence of many unpaid orders, five to twenty files each (fewer with fewer photographs), one folder per order. Order
/// `n` is the same however many there are.
enum OrderPile {
    /// Writes `orders` folders and `table.csv`, which maps them to orders.
    static func fill(_ folder: String, orders: Int, photos: Photos, seed: UInt64) throws {
        var table = "order,path\n"
        for number in 0..<orders {
            // A thousand folders in one, so that no folder is slow.
            let path = "\(folder)/\(number / 1000)/\(number)"
            var files = OrderFiles(number: number, seed: seed)
            try files.write(to: path, photos: photos)
            table += "\(files.facts.order),\(path)\n"
        }
        try Folders.write(Array(table.utf8), to: folder + "/table.csv")
    }

    /// The photographs of an order: from none to `most`, each of so many bytes.
    struct Photos {
        var most = 12
        let bytes: Int

        /// For names of inputs.
        var name: String { most == 12 ? "\(bytes)" : "\(bytes)x\(most)" }
    }

    /// Bytes and number of all regular files below a folder.
    static func size(_ folder: String) throws -> (bytes: Int64, files: Int) {
        guard let walk = FileManager.default.enumerator(atPath: folder) else { throw BenchFailure("\(folder) cannot be read") }
        var (bytes, files): (Int64, Int) = (0, 0)
        for case let name as String in walk where walk.fileAttributes?[.type] as? FileAttributeType == .typeRegular {
            guard !name.hasSuffix("table.csv") else { continue }
            bytes += (walk.fileAttributes?[.size] as? NSNumber)?.int64Value ?? 0
            files += 1
        }
        return (bytes, files)
    }
}

/// What the evidence of an order says.
struct OrderFacts {
    /// PLATFORM:ID.
    let order: String
    let id: String
    let buyer: String
    let tracking: String
    /// As `1240.00`.
    let amount: String
    let invoice: String
    let phone: String

    init(number: Int, _ numbers: inout SeededNumbers) {
        id = "8191" + Self.digits(UInt64(number) &* 7919 &+ numbers.next() % 7919, 12)
        order = "aliexpress:" + id
        buyer = numbers.pick(Self.firstNames) + " " + numbers.pick(Self.lastNames)
        tracking = "1Z2T8W40" + Self.digits(numbers.next() % 1_000_000, 6) + Self.digits(UInt64(number), 6)
        amount = "\(20 + numbers.next() % 4980).\(Self.digits(numbers.next() % 100, 2))"
        invoice = "INV-2026-" + Self.digits(UInt64(number), 6)
        phone = "+44 7700 " + Self.digits(900_000 + numbers.next() % 1000, 6)
    }

    static func digits(_ value: UInt64, _ width: Int) -> String {
        let text = String(value)
        return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }

    private static let firstNames = ["Anna", "Petra", "Sam", "Jonas", "Mei", "Olga", "Tariq", "Lucía", "王", "Ines", "Noah", "Ruth"]
    private static let lastNames = [
        "Sample", "Muster", "Beispiel", "Ejemplo", "Exemple", "Prøve", "Probe", "伟", "Esempio", "Voorbeeld", "Tester", "Example",
    ]
}
