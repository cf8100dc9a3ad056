/// A growing run of plain values outside of Swift's arrays: what the parser's callbacks write to, without reference
/// counts and checks for each event. Whoever owns it calls `free`.
struct FlatBuffer<Value: BitwiseCopyable> {
    private(set) var base: UnsafeMutablePointer<Value>
    private(set) var capacity: Int
    private(set) var count = 0

    init(capacity: Int) {
        base = .allocate(capacity: capacity)
        self.capacity = capacity
    }

    func free() { base.deallocate() }

    subscript(index: Int) -> Value {
        @inline(__always) get { base[index] }
        @inline(__always) nonmutating set { base[index] = newValue }
    }

    @inline(__always) mutating func append(_ value: Value) {
        if count == capacity { grow(to: count + 1) }
        base[count] = value
        count += 1
    }

    @inline(__always) mutating func append(_ values: UnsafePointer<Value>, count added: Int) {
        if count + added > capacity { grow(to: count + added) }
        (base + count).update(from: values, count: added)
        count += added
    }

    mutating func truncate(to length: Int) { count = length }

    /// Drops everything before `start` and moves the rest to the front.
    mutating func keep(from start: Int) {
        let kept = count - start
        if start > 0, kept > 0 { base.update(from: base + start, count: kept) }
        count = kept
    }

    private mutating func grow(to needed: Int) {
        let larger = max(needed, capacity * 2)
        let fresh = UnsafeMutablePointer<Value>.allocate(capacity: larger)
        fresh.update(from: base, count: count)
        base.deallocate()
        base = fresh
        capacity = larger
    }
}
