/// Inputs that several tasks share; made once, kept for the next run.
enum Inputs {
    /// A folder of orders with its `table.csv`.
    static func orders(_ orders: Int, photos: OrderPile.Photos, _ options: BenchOptions) throws -> String {
        try Folders.prepared("\(Folders.absolute(options.work))/orders-\(orders)-\(photos.name)-\(options.seed)") {
            try OrderPile.fill($0, orders: orders, photos: photos, seed: options.seed)
        }
    }

    /// An archive that holds them.
    static func archive(orders: Int, photos: OrderPile.Photos, _ options: BenchOptions) throws -> String {
        let name = "\(Folders.absolute(options.work))/archive-\(orders)-\(photos.name)-\(options.seed)"
        return try Folders.prepared(name) { archive in
            let pile = try self.orders(orders, photos: photos, options)
            Folders.remove(archive)
            try Child.expect([options.casefile, "archive", "init", archive, "--quiet"])
            try add(pile, to: archive, orders: orders, options)
        }
    }

    /// One import of all orders; every one must get its version.
    @discardableResult
    static func add(_ pile: String, to archive: String, orders: Int, _ options: BenchOptions) throws -> ChildRun {
        let run = try Child.expect([options.casefile, "archive", "import", archive, "--table", pile + "/table.csv", "--quiet"])
        guard run.output.contains("\(orders) orders: \(orders) with a new version") else {
            throw BenchFailure("not every order was added: \(run.output)")
        }
        return run
    }
}
