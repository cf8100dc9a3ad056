import ArgumentParser
import CaseRendering
import CaseWorkflow

struct WorkerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "worker",
        abstract: "Makes dossiers as it is told, one JSON line at a time: for Spark, Slurm, GNU parallel and the like.",
        discussion: """
            Reads one job per line and writes one result per line, in the same order, until the input ends:

              {"id":"1","source":"ARCHIVE#shop:1","output":"out/1.zip","options":{"pdf":true}}
              {"id":"1","status":"done","path":"out/1.zip","sha256":"…","seconds":"0.071","error":null}

            SOURCE is a folder or an archived order. Options, all of them optional: createdAt (a time; default: \
            --created-at), pdf (true), containerLimit (2 gigabytes), sync (true: the dossier is on the disk when the \
            result is written), detail (false: more about the dossier in the result).

            Status: done; unread, when some evidence in the dossier could not be read; failed, with the reason under \
            `error`. A line that is no job is answered with failed, too. Fonts and typesetter are loaded once, so one \
            worker per core does the most.

            Exit status: 0 at the end of the input, whatever became of the jobs; 130 interrupted.
            """)

    @OptionGroup var time: TimeOptions
    @OptionGroup var common: CommonOptions

    @Option(
        name: .customShort("j"),
        help: ArgumentHelp("Files of one job read at the same time, and threads of the typesetter.", valueName: "N"))
    var workers = 2

    @Option(help: ArgumentHelp("Seconds after which a document that is still being typeset is given up.", valueName: "N"))
    var documentLimit = TypstLimits().secondsPerDocument

    func validate() throws {
        try OptionRange.checkWorkers(workers)
        try OptionRange.checkSeconds(documentLimit, "--document-limit")
    }

    func run() async throws {
        let console = common.console
        try await ExitStatus.run(console) {
            var limits = TypstLimits()
            limits.secondsPerDocument = documentLimit
            limits.threads = workers
            let session = try Tools.session(withPDFs: true, limits: limits)
            let given = try time.given()
            let operation = WorkerOperation(session: session, workers: workers) { given ?? TimeOptions.now }
            try await Interruption.cancelling {
                try await session.finishing { try await Self.serve(operation, console) }
            }
            return .success
        }
    }

    private static func serve(_ operation: WorkerOperation, _ console: Console) async throws {
        let input = LineInput()
        while let line = await input.next() {
            let started = ContinuousClock.now
            let answer: WorkerAnswer
            switch line {
            case .line(let bytes):
                if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { continue }
                answer = try await operation.answer(bytes)
            case .tooLong: answer = .failed(nil, "the line is longer than \(LineInput.longest) bytes")
            }
            console.output(answer.line(seconds: (ContinuousClock.now - started).secondsText))
        }
        try Task.checkCancellation()
    }
}
