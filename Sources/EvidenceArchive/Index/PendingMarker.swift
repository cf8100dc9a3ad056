package import ByteIO

/// A file in `pending/` that says: this version of this order is not in the index yet. Written before the version is
/// there, so that no crash can come between; taken away when the index knows the version, or its writer is dead.
package struct PendingMarker: Hashable, Sendable {
    package let order: OrderName
    package let version: Int

    /// `VERSION-KEY`: one file per version, so that taking one away never takes away word of the next.
    var name: [UInt8] { Array("\(version)-".utf8) + StorageLayout.key(of: order.urn) }
    var bytes: [UInt8] { Array("\(version) \(order)\n".utf8) }

    init(order: OrderName, version: Int) {
        self.order = order
        self.version = version
    }

    /// Nil for a file that was not written to its end: then its version never came to be.
    init?(_ bytes: [UInt8]) {
        guard bytes.last == UInt8(ascii: "\n"), let text = String(validating: bytes.dropLast(), as: UTF8.self),
            let blank = text.firstIndex(of: " "), let version = Int(text[..<blank]),
            let order = try? OrderName(String(text[text.index(after: blank)...]))
        else { return nil }
        self.init(order: order, version: version)
    }
}

extension Archive {
    /// What the index does not know yet, sorted by order. Throws `unreadable`.
    package func pendingMarkers() throws(ArchiveError) -> [PendingMarker] {
        do throws(ByteIOError) {
            var markers: [PendingMarker] = []
            for child in try OpenFolder(at: pending).children() {
                if let marker = markerBytes(child.name).flatMap({ PendingMarker($0) }) { markers.append(marker) }
            }
            return markers.sorted { $0.order == $1.order ? $0.version < $1.version : $0.order < $1.order }
        } catch { throw .unreadable(path: shown, reason: "\(error)") }
    }

    private func markerBytes(_ name: [UInt8]) -> [UInt8]? {
        try? ByteSource.file(at: pending + [UInt8(ascii: "/")] + name).bytes(limit: 1 << 12)
    }

    /// Takes away markers of versions up to the one the index knows now. A marker of a later version stays as long as
    /// its writer may still be at work. Never throws: what stays is looked at again.
    package func settle(_ markers: [PendingMarker], indexed versions: [OrderName: Int]) {
        for marker in markers {
            let known = versions[marker.order] ?? 0
            if marker.version <= known || isAbandoned(marker) { FolderChange.remove(pending + [UInt8(ascii: "/")] + marker.name) }
        }
    }

    /// Takes away markers that a killed writer did not finish; their versions never came to be. Never throws.
    package func removeUnfinishedMarkers() {
        for child in (try? OpenFolder(at: pending).children()) ?? [] where markerBytes(child.name).flatMap({ PendingMarker($0) }) == nil {
            let key = child.name.drop { $0 != UInt8(ascii: "-") }.dropFirst()
            guard !key.isEmpty, let lock = try? FileLock.take(locks + [UInt8(ascii: "/")] + key) else { continue }
            withExtendedLifetime(lock) {
                if markerBytes(child.name).flatMap({ PendingMarker($0) }) == nil {
                    FolderChange.remove(pending + [UInt8(ascii: "/")] + child.name)
                }
            }
        }
    }

    private func isAbandoned(_ marker: PendingMarker) -> Bool {
        let lock = try? FileLock.take(locks + [UInt8(ascii: "/")] + StorageLayout.key(of: marker.order.urn))
        guard lock != nil else { return false }
        return withExtendedLifetime(lock) {
            do throws(ArchiveError) { return try order(marker.order).version < marker.version } catch {
                if case .orderMissing = error { return true }
                return false
            }
        }
    }

    /// Taken while the index is written, by one program at a time. Nil when another has it.
    package func takeIndexLock() throws(ArchiveError) -> FileLock? {
        do throws(ByteIOError) { return try FileLock.take(locks + Array("/index".utf8)) } catch {
            throw ArchiveError(writing: shown, error)
        }
    }

    /// Where the index is made anew: a private folder, and then one step to put it in place.
    package func replaceIndex(from file: [UInt8]) throws(ArchiveError) {
        do throws(ByteIOError) {
            FolderChange.remove(path + Array("/index.sqlite-journal".utf8))
            try FolderChange.replace(indexPath, with: file)
        } catch { throw ArchiveError(writing: shown, error) }
    }

    /// A folder for work on the file system of the archive.
    package func workFolder() throws(ArchiveError) -> TemporaryFolder {
        do throws(ByteIOError) { return try TemporaryFolder(in: staging) } catch { throw ArchiveError(writing: shown, error) }
    }
}
