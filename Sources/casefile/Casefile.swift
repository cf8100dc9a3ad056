import ArgumentParser

/// The program: commands in `Commands`, what they share with a terminal in `Terminal`. Work is done in `CaseWorkflow`.
@main
struct Casefile: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "casefile",
        abstract: "Turns the evidence of an unpaid order into a dossier a lawyer can file.",
        discussion: """
            Put everything you have about one order into a folder: chats, mails, invoices, tracking files, photographs. \
            Then:

              casefile build FOLDER          makes the dossier, one zip, here
              casefile verify DOSSIER.zip    checks that nothing in it was changed
              casefile assess FOLDER         what is proved, what is missing, what to do next
              casefile inspect FOLDER        shows what each file is and what was read from it

            Your files are never changed. Nothing is sent anywhere.

            Exit status: 0 done; 1 failed; 3 done, but some evidence could not be read (it is in the dossier all the \
            same); 4 verification found something that is not intact; 64 wrong usage; 130 interrupted.
            """,
        version: Version.text,
        subcommands: [
            InitCommand.self, InspectCommand.self, BuildCommand.self, VerifyCommand.self, ArchiveCommand.self, AssessCommand.self,
            BatchCommand.self, WorkerCommand.self,
            FormatsCommand.self, TemplatesCommand.self, DoctorCommand.self,
        ])
}
