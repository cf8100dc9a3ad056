import Foundation

/// One line of results: what one program took for one piece of work.
struct Measurement: Codable {
    /// Name of the task.
    let task: String
    /// What was done, the same words for all contenders.
    let work: String
    /// What it was done to.
    let input: String
    /// The program.
    let contender: String
    let isOurs: Bool
    /// The middle of the runs, on the wall.
    let seconds: Double
    /// Of the middle run, children included.
    var processorSeconds: Double?
    /// Bytes; the most of all runs.
    var peakMemory: Int64?
    /// Things done in a second, with their unit.
    var rate: Double?
    var unit: String?
    /// How many times as fast casefile was; nil for casefile.
    var ratio: Double?
}

/// Where results go besides the terminal: one JSON object a line, added at the end.
struct ResultFile {
    let path: String?

    func add(_ measurements: [Measurement]) throws {
        guard let path else { return }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var lines = Folders.exists(path) ? try Data(contentsOf: URL(fileURLWithPath: path)) : Data()
        for measurement in measurements { lines += try encoder.encode(measurement) + Data("\n".utf8) }
        try lines.write(to: URL(fileURLWithPath: path))
    }

    /// The results in a file. Of several for the same work, input and program the last counts; each stands where the first was.
    static func read(_ path: String) throws -> [Measurement] {
        var places: [String: Int] = [:]
        var measurements: [Measurement] = []
        for line in try Data(contentsOf: URL(fileURLWithPath: path)).split(separator: UInt8(ascii: "\n")) {
            let measurement = try JSONDecoder().decode(Measurement.self, from: line)
            let key = "\(measurement.task)\0\(measurement.work)\0\(measurement.input)\0\(measurement.contender)"
            if let place = places[key] {
                measurements[place] = measurement
            } else {
                places[key] = measurements.count
                measurements.append(measurement)
            }
        }
        return measurements
    }
}
