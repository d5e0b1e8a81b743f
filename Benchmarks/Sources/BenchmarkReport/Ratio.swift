/// The ratio of Josk's figure to that of a peer.
package struct Ratio: Codable, Sendable, Hashable {
    package let workload: String
    package let peer: String
    package let value: Double

    package init(workload: String, peer: String, value: Double) {
        self.workload = workload
        self.peer = peer
        self.value = value
    }

    /// A line at the end of a run's output, such as `ratio uniform-256 josk/single-call 1.23`.
    package var line: String { "ratio \(workload) josk/\(peer) \(Figure.decimal(value, places: 2))" }
}
