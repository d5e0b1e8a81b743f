/// The result of one contestant in a workload.
package struct Standing: Codable, Sendable, Hashable {
    /// The name of the contestant: `josk`, or the name of a peer.
    package let contestant: String
    /// The operations per second, one value for each round.
    package let rate: Spread
    /// The median latency in microseconds, one value for each round.
    package let medianLatency: Spread
    /// The latencies of all rounds together; nil if none were measured.
    package let latency: LatencySummary?
    /// The number of connections or callers.
    package let clients: Int?
    /// A remark that a reader needs to understand the result.
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

/// A peer's throughput by its number of clients; the peer runs at the best number.
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

    /// The curve for readers, such as `single-call by clients: 8: 1,234/s, 16: 2,345/s`.
    package var line: String {
        let points = points.map { "\($0.clients): \(Figure.count($0.rate))/s" }
        return "\(contestant) by clients: \(points.joined(separator: ", "))"
    }
}
