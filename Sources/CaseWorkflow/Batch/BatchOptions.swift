package import CaseModel

/// What a batch makes, and how.
package struct BatchOptions: Sendable {
    /// Path of the archive.
    package var archive: String
    /// Where the dossiers and the lists go.
    package var folder: String
    /// PLATFORM:ID of the chosen orders; nil: all.
    package var orders: [String]?
    package var makesPDFs = true
    /// No dossiers, only how each claim stands.
    package var assessesOnly = false
    /// The creation time of what is made.
    package var createdAt: Instant
    /// The creation time was asked for: a dossier of another time is not up to date.
    package var isTimeGiven = false
    package var containerLimit = 2
    /// Orders worked on at the same time.
    package var workers = 2
    /// A worker that takes longer over one order is ended, and the order has failed.
    package var secondsPerOrder = 900
    /// The program that works as `casefile worker`, and its arguments.
    package var worker: (program: String, arguments: [String])
    /// Of the summary.
    package var language = Language.en

    package init(archive: String, folder: String, createdAt: Instant, worker: (program: String, arguments: [String])) {
        self.archive = archive
        self.folder = folder
        self.createdAt = createdAt
        self.worker = worker
    }
}

/// How far a batch is.
package struct BatchProgress: Sendable {
    package let orders: Int
    package let done: Int
    /// Of those that are done, the ones that had to be worked on.
    package let worked: Int
    package let failed: Int
}

/// How a batch ended. The four counts add up to `orders`.
package struct BatchTally: Hashable, Sendable {
    package fileprivate(set) var orders = 0
    /// Made now, and completely read.
    package fileprivate(set) var made = 0
    /// Made now; some evidence could not be read.
    package fileprivate(set) var unread = 0
    /// Nothing had changed since they were made.
    package fileprivate(set) var upToDate = 0
    package fileprivate(set) var failed = 0
    /// Up to date, and some evidence could not be read when they were made.
    package fileprivate(set) var upToDateUnread = 0
    /// The first failures, in the order of the orders.
    package fileprivate(set) var failures: [BatchOutcome] = []
    package static let mostFailures = 20

    package var hasUnread: Bool { unread + upToDateUnread > 0 }

    mutating func add(_ outcome: BatchOutcome) {
        orders += 1
        switch (outcome.status, outcome.isNew) {
        case (.failed, _):
            failed += 1
            if failures.count < Self.mostFailures { failures.append(outcome) }
        case (let status, false):
            upToDate += 1
            if status == .unread { upToDateUnread += 1 }
        case (.done, true): made += 1
        case (.unread, true): unread += 1
        }
    }

    /// `12 orders: 9 made, 1 with unread evidence, 1 up to date, 1 failed`.
    package func sentence(assessed: Bool) -> String {
        "\(orders) order\(orders == 1 ? "" : "s"): \(made) \(assessed ? "assessed" : "made"), \(unread) with unread evidence, "
            + "\(upToDate) up to date, \(failed) failed"
    }

    /// The last line of `batch --json`.
    package func line(folder: String, seconds: String) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.member("type", "batch")
            json.member("path", folder)
            json.member("orders", orders)
            json.member("made", made)
            json.member("unread", unread)
            json.member("upToDate", upToDate)
            json.member("failed", failed)
            json.member("seconds", seconds)
        }
        json.newline()
        return json.take()
    }
}
