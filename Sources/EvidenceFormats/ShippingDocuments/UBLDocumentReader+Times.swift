import CaseModel

extension UBLDocumentReader {
    /// A date element and the time element that belongs to it. What cannot be read is kept as written and reported.
    mutating func time(date: UBLNode, clock: UBLNode?) -> EventTime {
        if let time = ISOTime.parse(date: date.text, time: clock?.text) { return time }
        if let clock, let day = ISOTime.parse(date.text) {
            report(.timeUnreadable, at: clock, ["text": clock.text])
            return EventTime(day.value, text: date.text + " " + clock.text, zone: day.zone)
        }
        report(.timeUnreadable, at: date, ["text": date.text])
        return .unknown(clock.map { date.text + " " + $0.text } ?? date.text)
    }

    /// Every dated statement outside the lines, parties and references, by the name its element has.
    mutating func readTimes() {
        document.times = times(below: root)
    }

    mutating func times(below node: UBLNode) -> [NamedTime] {
        var holders: [UBLNode] = []
        node.walk {
            if $0.isLeaf || Self.isLine($0) || Self.hasOwnTimes($0) { return false }
            holders.append($0)
            return true
        }
        return ([node] + holders).flatMap { times(in: $0) }
    }

    /// References, parties, events and goods have dates that are not those of the document.
    private static func hasOwnTimes(_ node: UBLNode) -> Bool {
        let name = node.name
        return name.hasSuffix("Reference") || name.hasSuffix("Party") || name.hasSuffix("TransportEvent")
            || ["Item", "Certificate", "GoodsItem", "Person", "ItemInstance", "TransportHandlingUnit"].contains(name)
    }

    private mutating func times(in holder: UBLNode) -> [NamedTime] {
        if holder.name.hasSuffix("Period") || holder.first("StartDate") != nil { return period(holder) }
        var found: [NamedTime] = []
        for date in holder.children where date.isLeaf && date.name.hasSuffix("Date") && !date.text.isEmpty {
            if date.isTopLevel, date.name == "IssueDate" { continue }
            // `DueDate` and the like of the root are both the date they name and a time of the document.
            let clock = holder.first(String(date.name.dropLast(4)) + "Time")
            found.append(NamedTime(name(of: date), time(date: date, clock: clock), locator: date.locator))
            if date.text.hasPrefix("1900-01-01") || date.text.hasPrefix("0001-01-01") {
                report(.documentPlaceholder, at: date, ["text": date.text, "field": date.name])
            }
        }
        return found
    }

    private func name(of date: UBLNode) -> String {
        let own = ["Actual", "Estimated", "Requested", "Promised", "Latest", "Guaranteed", "Planned"]
        if date.isTopLevel || own.contains(where: date.name.hasPrefix) { return date.name }
        return (date.parentName ?? "") + "/" + date.name
    }

    /// Two days make a span; with times of day its ends are named apart.
    mutating func period(_ holder: UBLNode) -> [NamedTime] {
        let ends = ["Start", "End"].compactMap { end in holder.first(end + "Date").map { (end, $0) } }.filter {
            !$0.1.text.isEmpty
        }
        let read = ends.map { end, date in (end, date, time(date: date, clock: holder.first(end + "Time"))) }
        if read.count == 2, case .day(let first) = read[0].2.value, case .day(let last) = read[1].2.value {
            let text = read[0].1.text + "/" + read[1].1.text
            return [NamedTime(holder.name, EventTime(.span(first, last), text: text), locator: holder.locator)]
        }
        return read.map { end, date, time in
            NamedTime(holder.name + "/" + end + "Date", time, locator: date.locator)
        }
    }
}
