import ByteIO
import Foundation

/// Bytes that no compressor makes smaller, the same in every run: it repeats after more bytes than deflate looks back.
func noise(_ count: Int, seed: UInt64 = 1) -> [UInt8] {
    var state = seed
    let unit = (0..<min(count, 40_009)).map { _ -> UInt8 in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt8(truncatingIfNeeded: state >> 33)
    }
    return repeated(unit, count)
}

func text(_ count: Int) -> [UInt8] {
    let lines = (0..<150).map { "12/03/26, 14:\($0) - Wang Wei: the goods arrived, payment follows on Friday \($0 * 7919)\n" }
    return repeated(Array(lines.joined().utf8), count)
}

private func repeated(_ unit: [UInt8], _ count: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count + unit.count)
    while bytes.count < count { bytes += unit }
    return Array(bytes.prefix(count))
}

/// Gives bytes in odd pieces.
struct DripStream: ByteStream {
    let bytes: [UInt8]
    var position = 0
    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(ByteIOError) -> Int {
        let count = min(buffer.count, bytes.count - position, 4093)
        bytes.withUnsafeBytes { buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[position..<position + count])) }
        position += count
        return count
    }
}
