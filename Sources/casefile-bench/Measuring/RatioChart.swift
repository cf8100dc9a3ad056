import Foundation

/// How many times as fast casefile was, as bars: to the right of the line it was faster, to the left slower. Doubling is one
/// step everywhere, so that twice as fast and half as fast weigh the same.
struct RatioChart {
    struct Group {
        let title: String
        let input: String
        var bars: [(name: String, ratio: Double)]
    }

    private(set) var groups: [Group] = []

    init(_ measurements: [Measurement]) {
        for measurement in measurements {
            guard let ratio = measurement.ratio, ratio > 0, !measurement.isOurs else { continue }
            if let place = groups.firstIndex(where: { $0.title == measurement.work && $0.input == measurement.input }) {
                groups[place].bars.append((measurement.contender, ratio))
            } else {
                groups.append(Group(title: measurement.work, input: measurement.input, bars: [(measurement.contender, ratio)]))
            }
        }
    }

    private static let (width, labels, right) = (720.0, 220.0, 64.0)
    private static let (row, heading, gap, top, bottom) = (24.0, 26.0, 14.0, 44.0, 30.0)
    private static let thickness = 12.0

    /// Steps of doubling that the bars need, to the left and to the right of the line.
    private var steps: (left: Double, right: Double) {
        let logarithms = groups.flatMap(\.bars).map { log2($0.ratio) }
        return (max(0, -(logarithms.min() ?? 0)).rounded(.up), max(1, logarithms.max() ?? 1).rounded(.up))
    }

    private func x(_ ratio: Double) -> Double {
        let (left, right) = steps
        return Self.labels + (log2(ratio) + left) / (left + right) * (Self.width - Self.labels - Self.right)
    }

    /// The drawing; the same results give the same bytes.
    var svg: String {
        let rows = groups.reduce(0) { $0 + Self.heading + Double($1.bars.count) * Self.row + Self.gap }
        let height = Self.top + rows + Self.bottom
        var text = head(height)
        let (left, right) = steps
        for step in Int(-left)...Int(right) {
            let ratio = pow(2, Double(step))
            let name = step < 0 ? "1/\(Int(pow(2, Double(-step))))" : "\(Int(ratio))"
            let place = n(x(ratio))
            text += "<path class=\"\(step == 0 ? "one" : "grid")\" d=\"M\(place) \(n(Self.top - 8))V\(n(Self.top + rows))\"/>\n"
            text += "<text class=\"tick\" x=\"\(place)\" y=\"\(n(Self.top + rows + 18))\">\(name)×</text>\n"
        }
        var y = Self.top
        for group in groups {
            text += "<text class=\"work\" x=\"0\" y=\"\(n(y + 12))\">\(Self.escaped(group.title))"
            text += "<tspan class=\"input\" dx=\"8\">\(Self.escaped(group.input))</tspan></text>\n"
            y += Self.heading
            for bar in group.bars {
                text += self.bar(bar.name, bar.ratio, y)
                y += Self.row
            }
            y += Self.gap
        }
        return text + "</svg>\n"
    }

    private func bar(_ name: String, _ ratio: Double, _ y: Double) -> String {
        let (from, to) = (min(x(1), x(ratio)), max(x(1), x(ratio)))
        let middle = y + Self.thickness / 2
        let number = Text.fixed(ratio, ratio < 10 ? 1 : 0) + "×"
        return """
            <text class="name" x="\(n(Self.labels - 12))" y="\(n(middle + 4))">\(Self.escaped(name))</text>
            <rect class="\(ratio >= 1 ? "faster" : "slower")" x="\(n(from))" y="\(n(y))" width="\(n(max(1, to - from)))" height="\(n(Self.thickness))" rx="2"/>
            <text class="value" x="\(n(to + 8))" y="\(n(middle + 4))">\(number)</text>

            """
    }

    private func head(_ height: Double) -> String {
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(n(Self.width)) \(n(height))" width="\(n(Self.width))" height="\(n(height))" role="img" aria-labelledby="title">
        <title id="title">How many times as fast casefile is as each program: \(Self.escaped(summary))</title>
        <style>
        text { font: 13px system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif; fill: #24292f }
        .work, .lead { font-weight: 600 }
        .input { font-weight: 400; fill: #6e7781 }
        .name { text-anchor: end }
        .tick { text-anchor: middle; font-size: 11px; fill: #6e7781 }
        .value { font-variant-numeric: tabular-nums }
        .grid { stroke: #d0d7de; stroke-width: 1; stroke-dasharray: 1 4; fill: none }
        .one { stroke: #6e7781; stroke-width: 1; fill: none }
        .faster { fill: #2f6f8f }
        .slower { fill: #b0732c }
        @media (prefers-color-scheme: dark) {
        text { fill: #e6edf3 }
        .input, .tick { fill: #8b949e }
        .grid { stroke: #30363d }
        .one { stroke: #8b949e }
        .faster { fill: #5fa8c9 }
        .slower { fill: #d29a56 }
        }
        </style>
        <text class="lead" x="0" y="16">casefile is so many times as fast as …</text>

        """
    }

    private var summary: String {
        groups.map { group in
            "\(group.title), \(group.input): " + group.bars.map { "\($0.name) \(Text.ratio($0.ratio))" }.joined(separator: ", ")
        }.joined(separator: "; ")
    }

    private func n(_ value: Double) -> String {
        let text = Text.fixed(value, 1)
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }
}
