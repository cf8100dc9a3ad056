import ByteIO

extension Archive {
    /// The digest of an order's inventory as its sidecar states it: one small file, so that a hundred thousand orders can
    /// be asked whether they changed. Nothing is checked. Throws `orderMissing` or `unreadable`.
    package func headDigest(_ name: OrderName) throws(ArchiveError) -> String {
        let object = objectPath(name.urn)
        let sidecar = object + [UInt8(ascii: "/")] + ObjectFiles.sidecar(.sha512)
        if let text = try? ByteSource.file(at: sidecar).bytes(limit: 1 << 12) {
            let digest = text.prefix { $0 != 0x20 && $0 != 0x09 && $0 != 0x0A }
            if digest.count == 128 { return String(decoding: digest, as: UTF8.self) }
        }
        // An object that others wrote, with another algorithm; or none at all, which the full look tells.
        return try order(name).inventoryDigest
    }
}
