import JoskLedger
import JoskLibPQ

/// A difference between two clocks that is larger than a bound.
struct ClockSkew {
    private let server: Timestamp
    private let application: Timestamp
    private let bound: Duration

    /// Compares two clocks; nil if they differ by no more than the bound.
    ///
    /// The application's clock is read after the response, so the difference includes half of a round trip.
    init?(server: Timestamp, application: Timestamp, over bound: Duration) {
        // Without overflow, also for a clock that is wrong by more than 290,000 years.
        let (difference, overflow) = server.microseconds.subtractingReportingOverflow(
            application.microseconds)
        if !overflow, .microseconds(Int64(clamping: difference.magnitude)) <= bound { return nil }
        (self.server, self.application, self.bound) = (server, application, bound)
    }

    var error: PostgresError {
        .clockSkew(
            "the server's clock shows \(server), and the application's \(application), which is a difference of more "
                + "than \(bound) (maximumClockSkew); set the wrong one")
    }
}
