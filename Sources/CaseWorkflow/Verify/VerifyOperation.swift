import ByteIO
import CaseModel
package import Dossier
package import EvidenceIngest

/// Checks a dossier, and when asked derives the case from its originals again.
package struct VerifyOperation: Sendable {
    package struct Options: Sendable {
        package var path: String
        package var rederives = false
        package var workers = 2
        package var programVersion: String

        package init(path: String, programVersion: String) {
            self.path = path
            self.programVersion = programVersion
        }
    }

    /// What was found.
    package struct Report: Sendable {
        package let verification: Verification
        /// Nil when it was not asked for, or could not be tried.
        package let rederivation: Rederivation.Outcome?

        /// Every problem, those of the re-derivation last.
        package var problems: [VerificationProblem] {
            verification.problems + (rederivation?.problems ?? [])
        }

        /// `acceptsRepacking`: right content in another zip counts as valid.
        package func isValid(acceptsRepacking: Bool) -> Bool {
            problems.allSatisfy { acceptsRepacking && verification.repacked && $0.concerns == .container }
        }

        /// The line of `verify --json`.
        package func line(acceptsRepacking: Bool) -> [UInt8] {
            var json = JSONWriter()
            json.object { json in
                json.member("type", "verification")
                json.member("valid", isValid(acceptsRepacking: acceptsRepacking))
                json.member("name", verification.name.isEmpty ? nil : verification.name)
                json.member("contentIntact", verification.contentIntact && rederivation?.problems.isEmpty != false)
                json.member("container", verification.container.rawValue)
                json.member("files", verification.payload.count)
                json.member("tagManifestSHA256", verification.tagManifestSHA256)
                json.member("rederivation", rederivation?.word)
                json.member(
                    "problems",
                    array: { json in
                        for problem in problems {
                            json.object { json in
                                json.member("code", problem.code)
                                json.member("path", problem.path)
                                json.member("message", problem.message)
                            }
                        }
                    })
                json.member("seal", object: { json in json.member("present", false) })
            }
            json.newline()
            return json.take()
        }
    }

    private let options: Options
    private let registry: IngestorRegistry

    package init(options: Options, registry: IngestorRegistry) {
        self.options = options
        self.registry = registry
    }

    /// Throws `WorkflowError.sourceMissing` or `.dossierUnreadable` only when the thing cannot be opened at all.
    package func run() async throws -> Report {
        let verification: Verification
        do throws(ByteIOError) { verification = try DossierVerifier.verify(at: options.path, workers: options.workers) } catch {
            if error.isNotFound { throw WorkflowError.sourceMissing(path: options.path) }
            throw WorkflowError.dossierUnreadable(path: options.path, reason: error.reason)
        }
        var outcome: Rederivation.Outcome?
        if options.rederives {
            outcome = await Rederivation(
                verification, registry: registry, workers: options.workers, programVersion: options.programVersion
            ).run()
        }
        return Report(verification: verification, rederivation: outcome)
    }
}
