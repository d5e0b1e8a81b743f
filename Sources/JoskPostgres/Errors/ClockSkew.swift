import JoskLedger
import JoskLibPQ

/// A difference between two clocks that is larger than a bound.
struct ClockSkew {
    private let server: Timestamp
    private let application: Timestamp
    private let bound: Duration

    /// Compares two clocks; nil if they differ by no more than the bound.
    ///
    /// - Parameters:
    ///   - server: The server's time, read between two moments.
    ///   - sent: The application's time when the query was sent.
    ///   - received: The application's time when the response had arrived.
    ///   - bound: The maximum difference.
    init?(server: Timestamp, sent: Timestamp, received: Timestamp, over bound: Duration) {
        let nearest = server < sent ? sent : min(server, received)
        // Without overflow, also for a clock that is wrong by more than 290,000 years.
        let (difference, overflow) = server.microseconds.subtractingReportingOverflow(nearest.microseconds)
        if !overflow, .microseconds(Int64(clamping: difference.magnitude)) <= bound { return nil }
        (self.server, application, self.bound) = (server, received, bound)
    }

    var error: PostgresError {
        .clockSkew(
            "the server's clock shows \(server), and the application's \(application), which is a difference of more "
                + "than \(bound) (maximumClockSkew); set the wrong one")
    }
}
