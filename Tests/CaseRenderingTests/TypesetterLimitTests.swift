import CaseRendering
import Foundation
import Testing

/// A typesetter that never ends costs the document it hangs over, and no other.
@Suite("Typesetters that hang") struct TypesetterLimitTests {
    /// An executable file with that text.
    private func program(_ name: String, _ text: String) throws -> String {
        let path = try Rendering.folder("hang-" + name) + "/program"
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        return path
    }

    private var job: TypesettingJob { TypesettingJob(root: "/nonexistent", input: "a.typ", output: "a.pdf", timestamp: 0) }

    private func failure(_ typesetter: some Typesetter) async -> TypesettingError? {
        do {
            _ = try await typesetter.typeset(job)
            return nil
        } catch { return error as? TypesettingError }
    }

    @Test func theWorkerIsEndedAndStartedAnew() async throws {
        let mark = try Rendering.folder("hang-mark") + "/hung"
        let python = try program(
            "worker",
            """
            #!/bin/sh
            echo '{"ready": "0"}'
            read -r line
            if [ ! -e "\(mark)" ]; then : > "\(mark)"; exec sleep 3600; fi
            echo '{"ok": false, "message": "refused by the second process"}'

            """)
        var limits = TypstLimits()
        limits.secondsPerDocument = 1
        let worker = TypstWorker(python: python, script: [], fontFolders: [], limits: limits)
        guard case .toolFailed(let reason) = await failure(worker) else {
            Issue.record("it did not fail")
            return
        }
        #expect(reason.contains("more than 1 seconds"))
        #expect(FileManager.default.fileExists(atPath: mark))
        guard case .rejected(let message, _) = await failure(worker) else {
            Issue.record("the second process did not answer")
            return
        }
        #expect(message == "refused by the second process")
    }

    @Test func theCommandIsEnded() async throws {
        let typst = try program("command", "#!/bin/sh\nexec sleep 3600\n")
        var limits = TypstLimits()
        limits.secondsPerDocument = 1
        let command = TypstCommand(program: typst, fontFolders: [], limits: limits)
        guard case .toolFailed(let reason) = await failure(command) else {
            Issue.record("it did not fail")
            return
        }
        #expect(reason.contains("not done after 1 s"))
    }
}
