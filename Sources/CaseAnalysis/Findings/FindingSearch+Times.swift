import CaseModel

extension FindingSearch {
    // MARK: - Order of events

    private struct Milestone {
        let key: String
        let time: CaseTime
        let citations: Citations
    }

    /// Ordered, despatched, handed to the carrier, delivered: in this order, or the dates have to be explained.
    func dates() -> [Finding] {
        let ordered = first(
            ourDocuments.filter { $0.value.kind == .order }.compactMap { milestone("ordered", $0.value.issued, $0.citations) }
                + ourOrders.compactMap { milestone("ordered", $0.value.created, $0.citations) })
        let despatched = first(
            ourDocuments.flatMap { document in
                document.value.times.filter { $0.name.hasSuffix("ActualDespatchDate") }.compactMap {
                    milestone("despatched", $0.time, Citations(context.gathering.refine(document.citations.first, $0.locator)))
                }
            })
        var found: [Finding] = []
        var reported: Set<String> = []
        for shipment in result.shipments {
            if case .foreign = shipment.link { continue }
            let collected = shipment.events.first { $0.event.step == .pickedUp }
                .map { Milestone(key: "collected", time: $0.time, citations: $0.citations) }
            let delivered = shipment.deliveredAt.map { time in
                Milestone(
                    key: "delivered", time: time,
                    citations: shipment.events.last { $0.event.step == .delivered }?.citations ?? shipment.citations)
            }
            let chain = [ordered, despatched, collected, delivered].compactMap { $0 }
            for (earlier, later) in zip(chain, chain.dropFirst()) where isReversed(earlier, later) {
                let finding = reversed(earlier, later)
                let key = earlier.key + later.key + (later.key == "despatched" ? "" : shipment.id)
                if reported.insert(key).inserted { found.append(finding) }
            }
        }
        return found
    }

    private func milestone(_ key: String, _ time: EventTime?, _ citations: Citations) -> Milestone? {
        guard let time, time.value != .unknown else { return nil }
        return Milestone(key: key, time: context.clock.time(time), citations: citations)
    }

    private func first(_ milestones: [Milestone]) -> Milestone? {
        milestones.min { (context.clock.order($0.time) ?? .max) < (context.clock.order($1.time) ?? .max) }
    }

    private func reversed(_ earlier: Milestone, _ later: Milestone) -> Finding {
        var citations = earlier.citations
        citations.add(later.citations)
        return Finding(
            "CF-F-DATES-REVERSED", .attention,
            [
                "earlier": .key("milestone.\(earlier.key)"), "earlierTime": .time(earlier.time),
                "later": .key("milestone.\(later.key)"), "laterTime": .time(later.time),
            ], citations)
    }

    /// Clocks of different places may differ by a day; two days are a contradiction, and so is any day between dates
    /// that are only days.
    private func isReversed(_ earlier: CaseTime, _ later: CaseTime) -> Bool {
        guard let a = earlier.time.day?.daysSinceEpoch, let b = later.time.day?.daysSinceEpoch else { return false }
        if case .day = earlier.time.value, case .day = later.time.value { return b < a }
        return b < a - 1
    }

    /// One carrier scans both: whatever the clocks of two places do, no parcel arrives before it left.
    private func isReversed(_ earlier: Milestone, _ later: Milestone) -> Bool {
        guard earlier.key == "collected", later.key == "delivered", earlier.citations.first.item == later.citations.first.item,
            earlier.time.time.wallClock != nil, later.time.time.wallClock != nil,
            let a = context.clock.order(earlier.time), let b = context.clock.order(later.time)
        else { return isReversed(earlier.time, later.time) }
        return b < a
    }

    // MARK: - Assumptions about times

    private struct Tally {
        var count = 0
        /// The first place in each item.
        var citations: [Citation] = []

        mutating func add(_ citation: Citation) {
            count += 1
            if citations.last?.item != citation.item { citations.append(citation) }
        }
    }

    /// One pass over all times of the evidence.
    func times() -> [Finding] {
        var assumed = Tally(), bare = Tally(), place = Tally(), ambiguous = Tally(), change = Tally(), unreadable = Tally()
        for index in context.gathering.order {
            for captured in context.gathering.items[index].records {
                guard let time = captured.record.time else { continue }
                if time.alternative != nil { ambiguous.add(captured.citation) }
                switch time.value {
                case .unknown: unreadable.add(captured.citation)
                case .local(let local):
                    if case .trackingEvent = captured.record {
                        place.add(captured.citation)
                    } else if context.clock.hasZone {
                        assumed.add(captured.citation)
                        if context.clock.reading(local) != .plain { change.add(captured.citation) }
                    } else {
                        bare.add(captured.citation)
                    }
                case .instant, .day, .span: break
                }
            }
        }
        let zone = Phrase.Argument.text(result.settings.timeZone ?? "")
        return [
            finding("CF-F-TIME-AMBIGUOUS", .attention, ambiguous), finding("CF-F-TIME-UNREADABLE", .attention, unreadable),
            finding("CF-F-TIME-WITHOUT-ZONE", .attention, bare), finding("CF-F-TIME-ZONE-ASSUMED", .note, assumed, zone),
            finding("CF-F-TIME-CLOCK-CHANGE", .note, change, zone), finding("CF-F-TIME-OF-PLACE", .note, place),
        ].compactMap { $0 }
    }

    private func finding(
        _ code: String, _ grade: Finding.Grade, _ tally: Tally, _ zone: Phrase.Argument? = nil
    ) -> Finding? {
        guard let citations = some(tally.citations) else { return nil }
        guard let zone else { return Finding(code, grade, ["count": .number(tally.count)], citations) }
        return Finding(code, grade, ["zone": zone, "count": .number(tally.count)], citations)
    }
}
