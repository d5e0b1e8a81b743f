/// A statement that a call or a command makes about one chain or register at its moment.
struct Claim: Sendable {
    enum Subject: Hashable, Sendable {
        case chain(ChainID)
        case register(RegisterID)
    }

    /// The stated value, for the text of a violation.
    enum Value: Sendable {
        case absent
        case present
        case account(entry: Int64?, balance: Int64, limit: Int64?)
        case orders(Int64)
        case stock(movements: Int64?, Int64)
        case order(ReadResult.Order)
        case remaining([Rejection.Excess])
        case nothingRemaining
        case reversed(payment: Int64, by: Int64)
        case notAPayment(entry: Int64)
        case price(Int64)
        case sku(Name)
        case terms(Int64)
    }

    /// States for which the statement is true, and the moments at which they are possible.
    struct Option: Sendable {
        let window: Window
        /// The command that led to the first of the states; -1 if there is none.
        let after: Int32
        /// The command that ended the last of the states; -1 if there is none.
        let before: Int32
    }

    let subject: Subject
    let value: Value
    /// The states for which the statement is true; at least one of them must be possible at the moment.
    var options: [Option]
}

/// The result of looking for one moment at which several claims are true.
enum ClaimSearch {
    /// The claims, each with the options that are possible at such a moment.
    case found([Claim])
    /// A claim that is true at no moment of the window.
    case never(Claim)
    /// Each claim is true at some moment of the window, but they are true at no common moment.
    case neverTogether

    /// Looks for a moment in a window at which every claim has a true option.
    init(_ claims: [Claim], in window: Window) {
        var spans = [window]
        for claim in claims {
            let options = claim.options.filter { $0.window.overlaps(window) }
            guard !options.isEmpty else {
                self = .never(claim)
                return
            }
            spans = spans.flatMap { span in
                options.map { span.intersection($0.window) }.filter { !$0.isEmpty }
            }
            guard !spans.isEmpty else {
                self = .neverTogether
                return
            }
            spans = Self.merged(spans)
        }
        self = .found(
            claims.map { claim in
                var claim = claim
                claim.options.removeAll { option in !spans.contains { $0.overlaps(option.window) } }
                return claim
            })
    }

    /// Joins windows that overlap, so that their number stays small.
    private static func merged(_ windows: [Window]) -> [Window] {
        guard windows.count > 1 else { return windows }
        var result: [Window] = []
        for window in windows.sorted(by: { $0.from.time < $1.from.time }) {
            if let last = result.last, last.until.time >= window.from.time {
                result[result.count - 1].until = .later(last.until, window.until)
            } else {
                result.append(window)
            }
        }
        return result
    }
}
