/// A chart of horizontal bars: the operations per second of each contestant by workload, with the spread of the rounds.
///
/// Each workload has its own scale: only bars of the same workload are comparable.
package struct ThroughputChart {
    private let workloads: [WorkloadReport]

    private static let labelWidth = 150.0
    private static let barWidth = 460.0
    private static let width = 760.0
    private static let rowHeight = 20.0
    private static let headingHeight = 34.0
    private static let joskColour = "#2563eb"
    private static let peerColour = "#9ca3af"

    package init(_ workloads: [WorkloadReport]) {
        self.workloads = workloads.filter { !$0.standings.isEmpty }
    }

    package var svg: String {
        var height = 44.0
        var body = ""
        for workload in workloads {
            body += heading(of: workload, at: height)
            height += Self.headingHeight
            let scale = workload.standings.map(\.rate.maximum).max() ?? 0
            for standing in workload.standings {
                body += bar(standing, scale: scale, at: height)
                height += Self.rowHeight
            }
        }
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(number(Self.width)) \(number(height + 16))" \
            font-family="system-ui, sans-serif" font-size="12" role="img">
            <title>Josk and its peers: operations per second</title>
            <rect width="100%" height="100%" fill="#ffffff"/>
            <text x="16" y="28" font-size="15" font-weight="600" fill="#111827">Operations per second: \
            median of the rounds, with the lowest and the highest</text>
            \(body)</svg>

            """
    }

    private func heading(of workload: WorkloadReport, at top: Double) -> String {
        """
        <text x="16" y="\(number(top + 24))" font-weight="600" fill="#111827">\(escaped(workload.name))\
        <tspan font-weight="400" fill="#6b7280">  \(escaped(workload.unit))/s</tspan></text>

        """
    }

    private func bar(_ standing: Standing, scale: Double, at top: Double) -> String {
        let middle = top + Self.rowHeight / 2
        let end = place(standing.rate.median, scale)
        let low = place(standing.rate.minimum, scale)
        let high = place(standing.rate.maximum, scale)
        let colour = standing.contestant.hasPrefix("josk") ? Self.joskColour : Self.peerColour
        let left = number(Self.labelWidth)
        return """
            <text x="\(number(Self.labelWidth - 8))" y="\(number(middle + 4))" text-anchor="end" \
            fill="#374151">\(escaped(standing.contestant))</text>
            <rect x="\(left)" y="\(number(top + 3))" width="\(number(end - Self.labelWidth))" \
            height="\(number(Self.rowHeight - 6))" rx="2" fill="\(colour)"/>
            <path d="M\(number(low)) \(number(middle))H\(number(high))\
            M\(number(low)) \(number(middle - 4))v8M\(number(high)) \(number(middle - 4))v8" \
            stroke="#111827" fill="none"/>
            <text x="\(number(max(high, end) + 8))" y="\(number(middle + 4))" \
            fill="#374151">\(Figure.count(standing.rate.median))</text>

            """
    }

    /// Returns the horizontal position of a rate.
    private func place(_ rate: Double, _ scale: Double) -> Double {
        Self.labelWidth + (scale > 0 ? rate / scale * Self.barWidth : 0)
    }

    private func number(_ value: Double) -> String { Figure.decimal(value, places: 1) }

    private func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }
}
