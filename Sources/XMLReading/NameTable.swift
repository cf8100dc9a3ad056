/// Names by number. libxml2 keeps one copy of each name of a document, so that its address stands for it.
struct NameTable {
    private(set) var names: [XMLName] = []
    private var numbers: [XMLName: Int32] = [:]
    private var slots: [Slot]
    private var used = 0

    private struct Slot: BitwiseCopyable {
        var local: UInt
        var namespace: UInt
        var number: Int32
    }

    init() { slots = Array(repeating: Slot(local: 0, namespace: 0, number: -1), count: 512) }

    /// The number of a name, given now when it is new.
    mutating func number(of name: XMLName) -> Int32 {
        if let known = numbers[name] { return known }
        let number = Int32(truncatingIfNeeded: names.count)
        names.append(name)
        numbers[name] = number
        return number
    }

    /// `local` and `namespace` are addresses of interned strings.
    @inline(__always) mutating func number(
        local: UnsafePointer<UInt8>, prefix: UnsafePointer<UInt8>?, namespace: UnsafePointer<UInt8>?
    ) -> Int32 {
        if let prefix, namespace == nil {
            return number(of: XMLName(String(cString: prefix) + ":" + String(cString: local)))
        }
        let a = UInt(bitPattern: local)
        let b = UInt(bitPattern: namespace)
        let mask = slots.count - 1
        var index = Self.hash(a, b) & mask
        while true {
            let slot = slots[index]
            if slot.local == a, slot.namespace == b { return slot.number }
            if slot.number < 0 { break }
            index = (index + 1) & mask
        }
        let number = number(of: XMLName(String(cString: local), namespace: namespace.map { String(cString: $0) }))
        insert(Slot(local: a, namespace: b, number: number))
        return number
    }

    private static func hash(_ a: UInt, _ b: UInt) -> Int {
        Int(truncatingIfNeeded: ((a ^ (b &* 31)) &* 0x9E37_79B9_7F4A_7C15) >> 20)
    }

    private mutating func insert(_ slot: Slot) {
        if used * 2 >= slots.count {
            let old = slots
            slots = Array(repeating: Slot(local: 0, namespace: 0, number: -1), count: old.count * 2)
            for entry in old where entry.number >= 0 { place(entry) }
        }
        place(slot)
        used += 1
    }

    private mutating func place(_ slot: Slot) {
        let mask = slots.count - 1
        var index = Self.hash(slot.local, slot.namespace) & mask
        while slots[index].number >= 0 { index = (index + 1) & mask }
        slots[index] = slot
    }
}
