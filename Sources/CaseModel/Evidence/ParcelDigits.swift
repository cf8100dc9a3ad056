/// Check digits and prefixes of parcel numbers, for readers and for the joining of records.
package enum ParcelDigits {
    /// True when the last digit is the check digit of those before it: weights 3 and 1 from the right (GS1 General
    /// Specifications, 7.9). False for anything but ASCII digits.
    package static func hasGS1Check(_ digits: some BidirectionalCollection<UInt8>) -> Bool {
        guard let last = digits.last, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return false }
        let sum = digits.dropLast().reversed().enumerated().reduce(0) {
            $0 &+ Int($1.element - 0x30) &* ($1.offset % 2 == 0 ? 3 : 1)
        }
        return (10 - sum % 10) % 10 == Int(last - 0x30)
    }

    /// A package barcode of USPS (Intelligent Mail, Publication 199): 20 to 26 digits that begin with 91 to 95 and end in
    /// a check digit.
    package static func isUSPS(_ digits: some BidirectionalCollection<UInt8>) -> Bool {
        guard (20...26).contains(digits.count), digits.first == 0x39, let second = digits.dropFirst().first,
            (0x31...0x35).contains(second)
        else { return false }
        return hasGS1Check(digits)
    }

    /// The number without the routing that its barcode may begin with: 420 and the ZIP code of 5 or 9 digits. Other
    /// numbers come back as they are.
    package static func withoutRouting(_ number: String) -> String {
        let bytes = Array(number.utf8)
        guard bytes.starts(with: "420".utf8) else { return number }
        let rest = [8, 12].lazy.map { bytes.dropFirst($0) }.first { isUSPS($0) }
        return rest.map { String(decoding: $0, as: UTF8.self) } ?? number
    }
}
