/// What one contestant reached in a workload.
package struct Standing: Codable, Sendable, Hashable {
    /// `josk`, or the name of a peer.
    package let contestant: String
    /// Done per second, one value a round.
    package let rate: Spread
    /// The median latency in microseconds, one value a round.
    package let medianLatency: Spread
    /// The latencies of all rounds together; nil where nobody waited for an answer.
    package let latency: LatencySummary?
    /// How many connections or callers it had.
    package let clients: Int?
    /// What a reader must know of it.
    package let note: String?

    package init(
        contestant: String, rate: Spread, medianLatency: Spread, latency: LatencySummary? = nil,
        clients: Int? = nil, note: String? = nil
    ) {
        self.contestant = contestant
        self.rate = rate
        self.medianLatency = medianLatency
        self.latency = latency
        self.clients = clients
        self.note = note
    }
}

/// How a peer's throughput depends on its number of clients, of which it gets the best.
package struct ClientCurve: Codable, Sendable, Hashable {
    package struct Point: Codable, Sendable, Hashable {
        package let clients: Int
        package let rate: Double

        package init(clients: Int, rate: Double) {
            self.clients = clients
            self.rate = rate
        }
    }

    package let contestant: String
    package let points: [Point]

    package init(contestant: String, points: [Point]) {
        self.contestant = contestant
        self.points = points
    }

    /// For people: `single-call by clients: 8: 1,234/s, 16: 2,345/s`.
    package var line: String {
        let points = points.map { "\($0.clients): \(Figure.count($0.rate))/s" }
        return "\(contestant) by clients: \(points.joined(separator: ", "))"
    }
}
