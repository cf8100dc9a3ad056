import CaseModel
import EvidenceFormats
import EvidenceIngest
import Testing

/// What every reader owes (see `Ingestor`), held against every sample.
@Suite("contract of the readers")
struct ContractTests {
    @Test("every reader has samples, and every sample a reader")
    func samples() {
        #expect(Set(Sample.all.map(\.reader)) == Set(BuiltinFormats.all.map(\.descriptor.id)))
    }

    @Test("its own reader claims a sample, and no other one as strongly", arguments: Sample.all)
    func recognised(sample: Sample) async throws {
        let items = try await takeIn(sample.name, sample.bytes)
        let item = try #require(items.first)
        #expect(item.format == sample.reader)
        #expect(!item.basis.isEmpty)
        #expect(!item.diagnostics.contains { $0.kind == .formatTie })
    }

    @Test("a sample is recognised by its content, whatever it is called", arguments: Sample.all.filter { $0.reader != "text" })
    func renamed(sample: Sample) async throws {
        // A plain mail without transport fields may be called a text; nothing else hangs on a name.
        let items = try await takeIn("evidence", sample.bytes)
        #expect(items.first?.format == sample.reader)
    }

    @Test("twice the same, and by any number of workers")
    func repeatable() async throws {
        let files = Sample.all.map { (name: $0.testDescription, bytes: $0.bytes) }
        let first = try await takeIn(files, workers: 1)
        let second = try await takeIn(files.reversed().reversed(), workers: 3)
        #expect(first.items.map(\.item) == second.items.map(\.item))
        #expect(first.refusals == second.refusals)
    }

    @Test("whatever is said has a place inside the file", arguments: Sample.all)
    func places(sample: Sample) async throws {
        for item in try await takeIn(sample.name, sample.bytes) where item.parent == nil {
            let lines = sample.bytes.count { $0 == 0x0A } + sample.bytes.count { $0 == 0x0D } + 1
            for record in item.records {
                #expect(Self.isInside(record.citation.locator, lines, sample.bytes.count, item.records.count))
            }
            for diagnostic in item.diagnostics {
                guard let locator = diagnostic.locator else { continue }
                #expect(Self.isInside(locator, lines, sample.bytes.count, item.records.count), "\(diagnostic.kind.code)")
            }
        }
    }

    private static func isInside(_ locator: Locator, _ lines: Int, _ bytes: Int, _ records: Int) -> Bool {
        switch locator {
        case .whole: true
        case .line(let line): (1...lines).contains(line)
        case .lines(let first, let last): first >= 1 && first <= last && last <= lines
        case .xml(let path, let line): path.hasPrefix("/") && (1...lines).contains(line)
        case .json(let pointer): pointer.isEmpty || pointer.hasPrefix("/")
        case .page(let page): page >= 1
        case .header(let name): !name.isEmpty
        case .message(let number, let line):
            (1...max(1, records)).contains(number) && line.map { (1...lines).contains($0) } ?? true
        case .row(let row): row >= 1
        case .byte(let at): at >= 0 && at <= Int64(bytes)
        }
    }

    @Test("a cut sample is never said to be whole", arguments: Sample.all.filter(\.hasEnd), 1..<16)
    func cut(sample: Sample, sixteenth: Int) async throws {
        // The PDF tools are slow to start: three cuts are enough.
        guard sample.reader != "pdf" || sixteenth % 5 == 0 else { return }
        let end = sample.bytes.count * sixteenth / 16
        let items = try await takeIn(sample.name, Array(sample.bytes[..<end]))
        let item = try #require(items.first)
        #expect(item.status != .read, "\(end) of \(sample.bytes.count) bytes, read as \(item.format ?? "nothing")")
    }

    @Test("a cut text keeps what stands before the cut", arguments: Sample.all.filter { !$0.hasEnd }, 1..<16)
    func cutText(sample: Sample, sixteenth: Int) async throws {
        let whole = try await takeIn(sample.name, sample.bytes)
        let items = try await takeIn(sample.name, Array(sample.bytes[..<(sample.bytes.count * sixteenth / 16)]))
        #expect(!items.isEmpty)
        let count = items.map { $0.records.count }.reduce(0, +)
        #expect(count <= whole.map { $0.records.count }.reduce(0, +))
    }

    @Test("a reader breaks off when the work is stopped")
    func stopped() async {
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            return [("r.json", TelegramJSON() as any Ingestor, "[1]"), ("s.xml", SMSBackupXML(), "<smses count='0'/>")].map {
                let (sink, error) = Self.outcome($0.2, $0.0, $0.1)
                return sink.records.isEmpty && error != nil
            }
        }
        task.cancel()
        #expect(await task.value == [true, true])
    }

    private static func outcome(_ text: String, _ name: String, _ ingestor: any Ingestor) -> (CollectingSink, IngestError?) {
        CollectingSink.read(Array(text.utf8), as: name, with: ingestor)
    }
}
