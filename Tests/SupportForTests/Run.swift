package import Foundation

/// How a program ended, and what it wrote.
package struct Ran: Sendable {
    package let status: Int32
    package let bytes: Data

    package var output: String { String(decoding: bytes, as: UTF8.self) }
}

/// Runs a program that is not ours, looked for on PATH, without a standard input. `joinsErrors`: what it writes to standard
/// error stands in the output, too; otherwise it is thrown away. A program that is not installed ends with 127.
@discardableResult
package func run(_ command: [String], in folder: String = "/", joinsErrors: Bool = true) throws -> Ran {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = command
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = joinsErrors ? pipe : FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let bytes = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Ran(status: process.terminationStatus, bytes: bytes)
}

/// As `run`; nil when the program is not installed.
@discardableResult
package func runIfInstalled(_ command: [String], in folder: String = "/") throws -> Ran? {
    let ran = try run(command, in: folder)
    return ran.status == 127 ? nil : ran
}
