import Synchronization

/// The buffers and compressors for one content at a time; reused for the next. Only `MemberSpool` uses it, one thread at
/// a time.
final class MemberEncoder: @unchecked Sendable {
    /// A compressor with room for the result of one block.
    private final class Slot: @unchecked Sendable {
        let deflater: Deflater
        let output = RawBuffer(count: Deflater.bound(MemberSpool.blockSize))
        var count = 0

        init() throws(ByteIOError) { deflater = try Deflater(level: MemberSpool.level) }
        var result: UnsafeRawBufferPointer { output.prefix(count) }
    }

    /// The end of deflate data whose blocks all end on byte boundaries: an empty final block.
    private static let finalBlock: [UInt8] = [0x03, 0x00]

    private let workers: Int
    private let blocksPerRound: Int
    /// The history of the first block, then the blocks of a round.
    private let input: RawBuffer
    private var slots: [Slot] = []
    private var whole: WholeDeflater?

    init(workers: Int) {
        self.workers = workers
        blocksPerRound = min(16, workers * 2)
        input = RawBuffer(count: MemberSpool.historySize + blocksPerRound * MemberSpool.blockSize)
    }

    func encode(
        _ stream: inout some ByteStream, mayDeflate: Bool, into spool: MemberSpool
    ) throws(ByteIOError) -> SpooledMember {
        let count = try fillRound(&stream)
        var mayDeflate = mayDeflate && count > 0 && !CompressedMedia.matches(round(min(count, CompressedMedia.prefixLength)))
        if mayDeflate { mayDeflate = try samplesPromise(min(count, MemberSpool.blockSize)) }
        if count <= MemberSpool.blockSize { return try encodeSmall(count, mayDeflate: mayDeflate, into: spool) }
        if mayDeflate, try deflateBlock(0, count: count, isFirstRound: true) {
            return try encodeDeflated(&stream, firstRound: count, into: spool)
        }
        return try encodeStored(&stream, firstRound: count, into: spool)
    }

    private func fillRound(_ stream: inout some ByteStream) throws(ByteIOError) -> Int {
        try stream.fill(UnsafeMutableRawBufferPointer(rebasing: input.bytes[MemberSpool.historySize...]))
    }

    private var roundCapacity: Int { blocksPerRound * MemberSpool.blockSize }

    private func round(_ count: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: input.bytes[MemberSpool.historySize..<MemberSpool.historySize + count])
    }

    private func slot(_ index: Int) throws(ByteIOError) -> Slot {
        while slots.count <= index { slots.append(try Slot()) }
        return slots[index]
    }

    private func wholeDeflater() throws(ByteIOError) -> WholeDeflater {
        if let whole { return whole }
        let made = try WholeDeflater(level: MemberSpool.level)
        whole = made
        return made
    }

    private func isWorthwhile(_ deflated: Int, of count: Int) -> Bool {
        deflated * 100 <= count * (100 - MemberSpool.leastSaving)
    }

    /// Samples spread over the first `count` bytes, so that content that looks random does not cost a whole block to find
    /// that out. The length of a round depends on the workers, so the samples are of the first block.
    private func samplesPromise(_ count: Int) throws(ByteIOError) -> Bool {
        let (samples, size) = (4, 8 << 10)
        guard count >= 2 * samples * size else { return true }
        let slot = try slot(0)
        for sample in 0..<samples {
            let start = sample * (count - size) / (samples - 1)
            let deflated = try wholeDeflater().deflate(
                UnsafeRawBufferPointer(rebasing: round(count)[start..<start + size]), into: slot.output.bytes)
            if isWorthwhile(deflated, of: size) { return true }
        }
        return false
    }

    private func encodeSmall(_ count: Int, mayDeflate: Bool, into spool: MemberSpool) throws(ByteIOError) -> SpooledMember {
        let content = round(count)
        var hasher = FixityHasher()
        hasher.update(content)
        if mayDeflate {
            let slot = try slot(0)
            slot.count = try wholeDeflater().deflate(content, into: slot.output.bytes)
            if isWorthwhile(slot.count, of: count) {
                var deflated = FixityHasher(.sha256Only)
                deflated.update(slot.result)
                let extent = try spool.write(slot.result)
                return spool.member(hasher.finalize(), deflated: deflated.finalize(), extents: [extent])
            }
        }
        return spool.member(hasher.finalize(), deflated: nil, extents: [try spool.write(content)])
    }

    /// Deflates one block of the round; true when that saves enough.
    private func deflateBlock(_ index: Int, count: Int, isFirstRound: Bool) throws(ByteIOError) -> Bool {
        let start = MemberSpool.historySize + index * MemberSpool.blockSize
        let end = MemberSpool.historySize + min(count, (index + 1) * MemberSpool.blockSize)
        let history = isFirstRound && index == 0 ? start..<start : start - MemberSpool.historySize..<start
        let slot = try slot(index)
        slot.count = try slot.deflater.deflateBlock(
            UnsafeRawBufferPointer(rebasing: input.bytes[start..<end]),
            dictionary: UnsafeRawBufferPointer(rebasing: input.bytes[history]), isLast: false, into: slot.output.bytes)
        return isWorthwhile(slot.count, of: end - start)
    }

    private func encodeStored(
        _ stream: inout some ByteStream, firstRound: Int, into spool: MemberSpool
    ) throws(ByteIOError) -> SpooledMember {
        var hasher = FixityHasher()
        var extents: [Range<Int64>] = []
        var count = firstRound
        while count > 0 {
            let steps = hasher.steps(round(count))
            let failure = Mutex<ByteIOError?>(nil)
            let written = Mutex<Range<Int64>>(0..<0)
            let size = count
            ParallelWork.perform(steps.count + 1, workers: workers) { index in
                if index > 0 { return steps[index - 1]() }
                do throws(ByteIOError) {
                    let extent = try spool.write(self.round(size))
                    written.withLock { $0 = extent }
                } catch {
                    failure.withLock { $0 = error }
                }
            }
            if let error = failure.withLock({ $0 }) { throw error }
            extents.append(written.withLock { $0 })
            count = count == roundCapacity ? try fillRound(&stream) : 0
        }
        return spool.member(hasher.finalize(), deflated: nil, extents: extents)
    }

    private func encodeDeflated(
        _ stream: inout some ByteStream, firstRound: Int, into spool: MemberSpool
    ) throws(ByteIOError) -> SpooledMember {
        var hasher = FixityHasher()
        var deflated = FixityHasher(.sha256Only)
        var extents: [Range<Int64>] = []
        var count = firstRound
        while count > 0 {
            let isFirst = extents.isEmpty
            let blocks = (count + MemberSpool.blockSize - 1) / MemberSpool.blockSize
            _ = try slot(blocks - 1)
            let steps = hasher.steps(round(count))
            let failure = Mutex<ByteIOError?>(nil)
            let size = count
            ParallelWork.perform(steps.count + blocks, workers: workers) { index in
                if index < steps.count { return steps[index]() }
                let block = index - steps.count
                // The first block was deflated already, to see whether it pays.
                if isFirst && block == 0 { return }
                do throws(ByteIOError) {
                    _ = try self.deflateBlock(block, count: size, isFirstRound: isFirst)
                } catch {
                    failure.withLock { $0 = error }
                }
            }
            if let error = failure.withLock({ $0 }) { throw error }
            for slot in slots[..<blocks] {
                deflated.update(slot.result)
                extents.append(try spool.write(slot.result))
            }
            count = count == roundCapacity ? try nextRound(&stream) : 0
        }
        deflated.update(Self.finalBlock)
        extents.append(try Self.finalBlock.withUnsafeBytesThrowing { bytes throws(ByteIOError) in try spool.write(bytes) })
        return spool.member(hasher.finalize(), deflated: deflated.finalize(), extents: extents)
    }

    /// Keeps the end of this round as the history of the next.
    private func nextRound(_ stream: inout some ByteStream) throws(ByteIOError) -> Int {
        let all = input.bytes
        let history = UnsafeRawBufferPointer(rebasing: all[(all.count - MemberSpool.historySize)...])
        UnsafeMutableRawBufferPointer(rebasing: all[..<MemberSpool.historySize]).copyMemory(from: history)
        return try fillRound(&stream)
    }
}

extension [UInt8] {
    /// `withUnsafeBytes` for a body that throws our error.
    func withUnsafeBytesThrowing<Result>(
        _ body: (UnsafeRawBufferPointer) throws(ByteIOError) -> Result
    ) throws(ByteIOError) -> Result {
        let outcome: Swift.Result<Result, ByteIOError> = withUnsafeBytes { bytes in
            do throws(ByteIOError) { return .success(try body(bytes)) } catch { return .failure(error) }
        }
        return try outcome.get()
    }
}
