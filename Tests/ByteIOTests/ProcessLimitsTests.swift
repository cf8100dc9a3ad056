import Foundation
import Testing

@testable import ByteIO

@Suite("Limits of other programs") struct ProcessLimitsTests {
    @Test("a program that has started gets its limits, and lower ones stay")
    func limits() throws {
        let shell = Process()
        let (input, output) = (Pipe(), Pipe())
        shell.executableURL = URL(fileURLWithPath: "/bin/sh")
        // Open files are lowered to 50 before ours come.
        shell.arguments = ["-c", "ulimit -n 50; echo ready; read go; ulimit -t; ulimit -v; ulimit -f; ulimit -n; ulimit -c"]
        shell.standardInput = input
        shell.standardOutput = output
        try shell.run()
        #expect(String(decoding: output.fileHandleForReading.availableData, as: UTF8.self) == "ready\n")
        try ProcessLimits(processorTime: 7, memory: 1 << 30, fileSize: 4096, openFiles: 64).apply(to: shell.processIdentifier)
        try input.fileHandleForWriting.write(contentsOf: Data("\n".utf8))
        try input.fileHandleForWriting.close()
        let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        // Seconds, KiB, blocks of 512 bytes, files, blocks of an image of its memory.
        #expect(said.split(separator: "\n") == ["7", "1048576", "8", "50", "0"])
        shell.waitUntilExit()
    }

    @Test("a program that is gone needs no limits")
    func gone() throws {
        let nothing = Process()
        nothing.executableURL = URL(fileURLWithPath: "/bin/true")
        try nothing.run()
        nothing.waitUntilExit()
        try ProcessLimits(processorTime: 1, memory: 1).apply(to: nothing.processIdentifier)
    }
}
