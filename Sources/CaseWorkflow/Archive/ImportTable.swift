import ByteIO
import JSONReading

/// The table of a bulk import: CSV (RFC 4180, a header with the columns `order` and `path`) or JSON lines with these
/// members. Other columns are passed over.
struct ImportTable {
    struct Row: Hashable, Sendable {
        let line: Int
        let order: String
        let path: String
    }

    private(set) var rows: [Row] = []
    /// Lines that say nothing usable.
    private(set) var problems: [ImportProblem] = []

    /// `name` decides: `.csv`, or `.ndjson` and `.jsonl`. Throws `WorkflowError.archive` for anything else and for a CSV
    /// without these columns.
    init(_ bytes: [UInt8], name: String) throws(WorkflowError) {
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            throw .archive("\(name): is UTF-16. Save it as UTF-8 (\"CSV UTF-8\"), with commas between the columns.")
        }
        let ending = name.lowercased()
        if ending.hasSuffix(".ndjson") || ending.hasSuffix(".jsonl") {
            readLines(text)
        } else if ending.hasSuffix(".csv") {
            try readCSV(text, name: name)
        } else {
            throw .archive("\(name): is no table that is read here. Name it .csv or .ndjson.")
        }
    }

    private mutating func readLines(_ bytes: [UInt8]) {
        for (index, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            if line.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) { continue }
            if let value = Self.onlyValue(line), let order = value["order"]?.string, let path = value["path"]?.string {
                rows.append(Row(line: index + 1, order: order, path: path))
            } else {
                problems.append(
                    ImportProblem(line: index + 1, reason: "is no single JSON object in UTF-8 with the texts `order` and `path`"))
            }
        }
    }

    /// Nil when anything else stands on the line.
    private static func onlyValue(_ line: ArraySlice<UInt8>) -> JSONValue? {
        var reader = JSONReader(Array(line))
        do throws(JSONReadingError) {
            let value = try reader.value()
            return try reader.next() == nil && reader.replacements == 0 ? value : nil
        } catch { return nil }
    }

    private mutating func readCSV(_ bytes: [UInt8], name: String) throws(WorkflowError) {
        var records = CSVRecords(bytes)
        guard let header = records.next(), let order = header.fields.firstIndex(of: "order"),
            let path = header.fields.firstIndex(of: "path")
        else {
            throw .archive(
                "\(name):1: the first line must name the columns `order` and `path`, separated by commas. Save the table as CSV in UTF-8.")
        }
        while let record = records.next() {
            if record.fields == [""] { continue }
            if !record.isSound {
                problems.append(ImportProblem(line: record.line, reason: "has a quotation mark where none may stand, or is not UTF-8"))
            } else if record.fields.count <= max(order, path) {
                problems.append(ImportProblem(line: record.line, reason: "has fewer fields than the first line"))
            } else if record.fields.count > header.fields.count {
                // A comma that is not in quotation marks: the fields are not what their columns say.
                problems.append(ImportProblem(line: record.line, reason: "has more fields than the first line"))
            } else {
                rows.append(Row(line: record.line, order: record.fields[order], path: record.fields[path]))
            }
        }
    }
}

/// The records of a CSV file (RFC 4180): fields with commas, quotation marks or line ends stand in quotation marks.
struct CSVRecords {
    struct Record {
        /// Number of its first line.
        let line: Int
        var fields: [String]
        /// False when quotation marks do not fit, or bytes are not UTF-8.
        var isSound: Bool
    }

    private var rest: ArraySlice<UInt8>
    private var line = 1

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    /// Nil at the end.
    mutating func next() -> Record? {
        if rest.isEmpty { return nil }
        var record = Record(line: line, fields: [], isSound: true)
        while true {
            let (field, isSound) = field()
            record.isSound = record.isSound && isSound && String(validating: field, as: UTF8.self) != nil
            record.fields.append(String(decoding: field, as: UTF8.self))
            if take(0x2C) { continue }
            _ = take(0x0D)
            if take(0x0A) { line += 1 }
            return record
        }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard rest.first == byte else { return false }
        rest = rest.dropFirst()
        return true
    }

    private mutating func field() -> (bytes: [UInt8], isSound: Bool) {
        guard take(0x22) else {
            let plain = rest.prefix { $0 != 0x2C && $0 != 0x0A && $0 != 0x0D }
            rest = rest.dropFirst(plain.count)
            return (Array(plain), !plain.contains(0x22))
        }
        var field: [UInt8] = []
        while let byte = rest.popFirst() {
            if byte == 0x0A { line += 1 }
            if byte != 0x22 {
                field.append(byte)
            } else if take(0x22) {
                field.append(0x22)
            } else {
                let isAtEnd = rest.isEmpty || rest.first == 0x2C || rest.first == 0x0D || rest.first == 0x0A
                if !isAtEnd { skipField() }
                return (field, isAtEnd)
            }
        }
        return (field, false)
    }

    private mutating func skipField() { while let byte = rest.first, byte != 0x2C, byte != 0x0A { rest = rest.dropFirst() } }
}
