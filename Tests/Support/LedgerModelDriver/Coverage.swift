package import LedgerModel

/// The cases that a run covered, and how often.
package struct Coverage: Sendable {
    /// The number of commands that the engine and the model decided.
    package private(set) var commands = 0
    /// The number of quotes that were compared.
    package private(set) var quotes = 0
    /// The number of complete states that were compared and audited.
    package private(set) var states = 0
    /// The accepted commands that were not replays.
    package private(set) var accepted: [Plain.Kind: Int] = [:]
    /// The replays: the same request under the same key.
    package private(set) var replayed: [Plain.Kind: Int] = [:]
    /// The commands whose key another request had used.
    package private(set) var keyReused: [Plain.Kind: Int] = [:]
    /// The commands to a business that does not exist.
    package private(set) var unknownBusiness: [Plain.Kind: Int] = [:]
    /// The rejections, by every case that they contained.
    package private(set) var rejected: [RejectionCase: Int] = [:]

    package init() {}

    mutating func count(_ answer: Engine.Answer, to kind: Plain.Kind, isReplay: Bool) {
        commands += 1
        switch answer.plain {
        case .accepted where isReplay: replayed[kind, default: 0] += 1
        case .accepted: accepted[kind, default: 0] += 1
        case .rejected: for met in answer.cases { rejected[met, default: 0] += 1 }
        case .keyReused: keyReused[kind, default: 0] += 1
        case .unknownBusiness: unknownBusiness[kind, default: 0] += 1
        }
    }

    mutating func countQuote() { quotes += 1 }
    mutating func countState() { states += 1 }

    /// Adds the coverage of another run.
    package mutating func add(_ other: Coverage) {
        commands += other.commands
        quotes += other.quotes
        states += other.states
        accepted.merge(other.accepted, uniquingKeysWith: +)
        replayed.merge(other.replayed, uniquingKeysWith: +)
        keyReused.merge(other.keyReused, uniquingKeysWith: +)
        unknownBusiness.merge(other.unknownBusiness, uniquingKeysWith: +)
        rejected.merge(other.rejected, uniquingKeysWith: +)
    }

    /// Returns the cases that were covered too rarely to prove anything, each with its count.
    package func gaps(accepted leastAccepted: Int, rejected leastRejected: Int) -> [String] {
        var gaps: [String] = []
        func expect(_ count: Int?, _ least: Int, _ what: String) {
            if (count ?? 0) < least { gaps.append("\(what): \(count ?? 0) of \(least)") }
        }
        for kind in Plain.Kind.allCases {
            expect(accepted[kind], leastAccepted, "\(kind.rawValue) accepted")
            expect(replayed[kind], leastRejected, "\(kind.rawValue) replayed")
            // A business is identified by its own identifier, so its creation can have neither outcome.
            if kind == .createBusiness { continue }
            expect(keyReused[kind], leastRejected, "\(kind.rawValue) keyReused")
            expect(unknownBusiness[kind], leastRejected, "\(kind.rawValue) unknownBusiness")
        }
        for met in RejectionCase.allCases { expect(rejected[met], leastRejected, met.rawValue) }
        return gaps
    }

    /// A readable table of all counts.
    package var table: String {
        func column(_ count: Int?) -> String {
            let digits = String(count ?? 0)
            return String(repeating: " ", count: max(0, 10 - digits.count)) + digits
        }
        var lines = [
            "\(commands) commands, \(quotes) quotes, \(states) whole states",
            "  accepted  replayed keyReused noBusiness",
        ]
        for kind in Plain.Kind.allCases {
            let counts = [accepted[kind], replayed[kind], keyReused[kind], unknownBusiness[kind]]
            lines.append("\(counts.map(column).joined())  \(kind.rawValue)")
        }
        lines.append("  rejected")
        for met in RejectionCase.allCases { lines.append("\(column(rejected[met]))  \(met.rawValue)") }
        return lines.joined(separator: "\n")
    }
}
