import ByteIO

extension ObjectAudit {
    /// The custody log against the inventories (see `CustodyLog`).
    mutating func checkCustody(_ root: Inventory, _ rootBytes: [UInt8], _ children: [OpenFolder.Child]) throws(ByteIOError) {
        let shown = "logs/custody.jsonl"
        guard children.contains(where: { $0.name == ObjectFiles.logs && $0.kind == .folder }),
            case .file? = try folder.kind(of: Array(shown.utf8))
        else { return report(AuditProblem.custodyLog, shown, "is missing") }
        let log = CustodyLog(try small(Array(shown.utf8)))
        for problem in log.problems { report(AuditProblem.custodyLog, shown, problem.message) }
        guard log.problems.isEmpty else { return }
        if log.entries.count != root.head {
            report(AuditProblem.custodyLog, shown, "tells of \(log.entries.count) versions; the inventory has \(root.head)")
        }
        for (index, entry) in log.entries.enumerated() where index < root.head {
            let number = index + 1
            let bytes = number == root.head ? rootBytes : versionInventories[number]
            checkPin(entry, hash: log.hashes[index], root, number, inventory: bytes)
            let before = number == 1 ? nil : versionInventories[number - 1].map { Digester.digest(of: $0, .sha512) }
            if number == 1 || before != nil, entry.previousInventory != before {
                report(AuditProblem.custodyPin, shown, "names another inventory before \(root.name(number)) than the one stored")
            }
        }
    }

    private mutating func checkPin(_ entry: CustodyEntry, hash: String, _ root: Inventory, _ number: Int, inventory: [UInt8]?) {
        let shown = "logs/custody.jsonl"
        let version = root.versions[number - 1]
        let name = root.name(number)
        let pin = CustodyPin.text(sequence: number, hash: hash)
        let split = CustodyPin.split(version.message ?? "")
        if split.pin != pin {
            report(AuditProblem.custodyPin, "inventory.json", "does not name line \(number) of \(shown) in its message of \(name)")
        }
        if entry.object != root.id || entry.version != name || entry.at != version.created || entry.message != split.text
            || entry.user != version.user || entry.type != CustodyEntry.ingestion
        {
            report(AuditProblem.custodyPin, shown, "tells otherwise of \(name) than the inventory")
        }
        if let inventory, CustodyPin.inventoryDigest(inventory, without: pin) != entry.inventory {
            report(
                AuditProblem.custodyPin, name + "/inventory.json", "is not the inventory that line \(number) of \(shown) was written for")
        }
    }
}
