import ArgumentParser

struct ArchiveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "archive",
        abstract: "Keeps evidence safe from the day it arrives.",
        discussion: """
            An archive is a folder. It holds your orders; each `add` keeps the files as they are now, and what was there \
            before stays, too. Nothing is ever overwritten or removed, and `audit` finds any later change.

              casefile archive init evidence
              casefile archive add evidence --order aliexpress:8123-4471 FOLDER
              casefile build evidence#aliexpress:8123-4471

            An order is named PLATFORM:ID: the platform in lower-case letters, digits and hyphens, then the number the \
            platform gave it. Other programs can read the archive: it is an OCFL 1.1 storage root (ocfl.io).
            """,
        subcommands: [
            ArchiveInit.self, ArchiveAdd.self, ArchiveImport.self, ArchiveList.self, ArchiveShow.self, ArchiveAudit.self,
            ArchiveExport.self, ArchiveSearch.self, ArchiveRebuildIndex.self,
        ])
}

/// The archive every subcommand works on.
struct ArchiveArgument: ParsableArguments {
    @Argument(help: ArgumentHelp("The folder of the archive.", valueName: "archive"))
    var path: String
}
