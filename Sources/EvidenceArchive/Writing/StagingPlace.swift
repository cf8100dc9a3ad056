import ByteIO

/// Where one order is built: a place of its own in a temporary folder that the orders of one `add` share. Everything in it
/// is removed with the last of them.
struct StagingPlace: Sendable {
    private let shared: TemporaryFolder
    private let number: Int

    init(in shared: TemporaryFolder, number: Int) {
        self.shared = shared
        self.number = number
    }

    /// The folder of the next state. Nothing else may be laid into it: it becomes part of the archive.
    var folder: [UInt8] { shared.path + Array("/\(number)".utf8) }

    /// Where the copy of a file is laid until its place is known.
    func copy(_ index: Int) -> [UInt8] { shared.path + Array("/\(number)-\(index)".utf8) }
}
