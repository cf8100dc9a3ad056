import ByteIO

/// A file in `pending/` that says: this version of this order is not in the index yet.
struct PendingMarker: Hashable, Sendable {
    let order: OrderName
    let version: Int

    /// `VERSION-KEY`: one file per version, so that taking one away never takes away word of the next.
    var name: [UInt8] { Array("\(version)-".utf8) + StorageLayout.key(of: order.urn) }
    var bytes: [UInt8] { Array("\(version) \(order)\n".utf8) }
}
