/// Where the programs of the archive task put what they keep, and how the others are run.
struct ArchivePlaces {
    let work: String
    let source: String
    var archive: String { work + "/archive" }
    private var restic: String { work + "/restic" }
    private var borg: String { work + "/borg" }
    private var copy: String { work + "/copy" }
    private var sums: String { work + "/sums" }

    private let resticCommand = ["env", "RESTIC_PASSWORD=bench", "restic", "--no-cache", "--quiet"]
    private var borgCommand: [String] {
        ["env", "BORG_BASE_DIR=\(work)/borg-settings", "BORG_UNKNOWN_UNENCRYPTED_REPO_ACCESS_IS_OK=yes", "borg"]
    }

    /// Moves aside what an earlier run left, and sees that all find the source in memory. What is moved is not removed before
    /// all is measured: some file systems are slow to make files for a while after many were removed, and whose turn is next
    /// would pay for it.
    func clear(_ path: String) throws {
        try Folders.make(work + "/old")
        try Folders.moveAside(path, into: work + "/old")
        Folders.settle(work)
        Folders.warm(source)
    }

    func additions() -> [Comparison.Contender] {
        var contenders = [
            Comparison.Contender(
                name: "cp -r, sha256sum",
                prepare: { try clear(copy) },
                run: {
                    [
                        try Child.expect(["cp", "-r", source, copy]),
                        try Child.expect(["sh", "-c", "cd '\(copy)' && find . -type f -print0 | xargs -0 sha256sum > '\(sums)'"]),
                    ]
                })
        ]
        if isThere("restic") {
            contenders.append(
                .init(
                    name: "restic backup",
                    prepare: {
                        try clear(restic)
                        try Child.expect(resticCommand + ["-r", restic, "init"])
                    },
                    run: { [try Child.expect(resticCommand + ["-r", restic, "backup", source])] }))
        }
        if isThere("borg") {
            contenders.append(
                .init(
                    name: "borg create",
                    prepare: {
                        try clear(borg)
                        try Child.expect(borgCommand + ["init", "-e", "none", borg])
                    },
                    run: { [try Child.expect(borgCommand + ["create", borg + "::all", source])] }))
        }
        return contenders
    }

    /// Every program reads all it has kept; each must find it sound.
    func audits() -> [Comparison.Contender] {
        var contenders = [
            Comparison.Contender(
                name: "sha256sum -c", run: { [try Child.expect(["env", "-C", copy, "sha256sum", "--quiet", "-c", sums])] })
        ]
        if Child.find("restic") != nil {
            contenders.append(
                .init(
                    name: "restic check --read-data", run: { [try Child.expect(resticCommand + ["-r", restic, "check", "--read-data"])] }))
        }
        if Child.find("borg") != nil {
            contenders.append(
                .init(name: "borg check --verify-data", run: { [try Child.expect(borgCommand + ["check", "--verify-data", borg])] }))
        }
        return contenders
    }

    private func isThere(_ program: String) -> Bool {
        if Child.find(program) != nil { return true }
        print("\(program) is not installed: left out")
        return false
    }
}
