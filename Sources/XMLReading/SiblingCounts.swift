/// The open elements with their positions among siblings of the same name; what paths are made of.
struct SiblingCounts {
    private struct Frame: BitwiseCopyable {
        var name: Int32
        var position: Int32
        /// Index in `counts` at which the children's counts begin.
        var children: Int
        /// Tells this element from every other one of the document.
        var serial: Int
        /// The entry that was counted last: most siblings have the name of the one before.
        var latest: Int
    }
    private struct Count: BitwiseCopyable {
        let name: Int32
        var value: Int32
    }

    /// More names than this among the children of one element are counted in a dictionary.
    private static let fewNames = 32

    private var frames = FlatBuffer<Frame>(capacity: 128)
    private var counts = FlatBuffer<Count>(capacity: 512)
    private var many: [Int64: Int32] = [:]
    private var elements = 0

    func free() {
        frames.free()
        counts.free()
    }

    var depth: Int { frames.count }
    var position: Int { frames.count > 0 ? Int(frames[frames.count - 1].position) : 1 }
    /// The open element at a level below `depth`; 0 is the root.
    func step(_ level: Int) -> (name: Int32, position: Int32, serial: Int) {
        (frames[level].name, frames[level].position, frames[level].serial)
    }

    @inline(__always) mutating func enter(_ name: Int32) {
        let position = frames.count == 0 ? 1 : count(name)
        elements += 1
        frames.append(
            Frame(
                name: name, position: position, children: counts.count, serial: elements, latest: counts.count))
    }

    @inline(__always) mutating func leave() {
        guard frames.count > 0 else { return }
        let children = frames[frames.count - 1].children
        frames.truncate(to: frames.count - 1)
        if counts.count - children >= Self.fewNames, !many.isEmpty {
            let level = Int64(frames.count)
            many = many.filter { $0.key >> 32 != level }
        }
        counts.truncate(to: children)
    }

    private mutating func count(_ name: Int32) -> Int32 {
        let parent = frames.count - 1
        let start = frames[parent].children
        let latest = frames[parent].latest
        if latest < counts.count, counts[latest].name == name {
            counts.base[latest].value += 1
            return counts[latest].value
        }
        for index in start..<counts.count where counts[index].name == name {
            counts.base[index].value += 1
            frames.base[parent].latest = index
            return counts[index].value
        }
        if counts.count - start < Self.fewNames {
            frames.base[parent].latest = counts.count
            counts.append(Count(name: name, value: 1))
            return 1
        }
        let key = Int64(parent) << 32 | Int64(name)
        many[key, default: 0] += 1
        return many[key] ?? 1
    }
}
