import Foundation
import JoskLedger

/// A command whose outcome no process knows: an attempt is unknown or never returned, none was accepted, and no later
/// attempt was rejected.
struct UnsettledCommand: Sendable, Hashable {
    let business: Business.ID
    let key: String
    let request: CallRequest

    /// Returns the unsettled commands of some histories, each once.
    static func all(in paths: [String]) throws -> [UnsettledCommand] {
        var calls: [String: RecordedCall] = [:]
        var ends: [String: Int64] = [:]
        for path in paths {
            // A process that was killed at once has made no file.
            guard FileManager.default.fileExists(atPath: path) else { continue }
            let text = try String(contentsOfFile: path, encoding: .utf8)
            // A process that was killed may have written a part of its last line.
            for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
                let line = try JSONDecoder().decode(AnyLine.self, from: Data(line.utf8))
                if let process = line.process, line.type == "ended" {
                    ends[process] = line.at
                } else if let call = line.call {
                    calls[call, default: RecordedCall()].take(line)
                }
            }
        }
        let attempts = Dictionary(grouping: calls.values.filter { $0.command != nil }, by: \.command)
        return attempts.compactMap { command, attempts in
            isSettled(attempts, ends) ? nil : command
        }
    }

    private static func isSettled(_ attempts: [RecordedCall], _ ends: [String: Int64]) -> Bool {
        let open = attempts.filter { $0.outcome == nil || $0.outcome == .unknown }
        if open.isEmpty { return true }
        if attempts.contains(where: { [.accepted, .committed, .keyReused].contains($0.outcome) }) {
            return true
        }
        // A rejection is final for the attempts that had ended before. To repeat the command would hide it if it is
        // not.
        let lastEnd = open.map { $0.returned ?? ends[$0.process] ?? .max }.max() ?? .max
        return attempts.contains { $0.outcome == .rejected && $0.invoked > lastEnd }
    }
}

/// The fields of any line that settling needs.
private struct AnyLine: Decodable {
    let type: String
    let at: Int64
    let call: String?
    let process: String?
    let business: Business.ID?
    let key: String?
    let request: CallRequest?
    let outcome: Outcome?
}

/// A call, as its two lines describe it.
private struct RecordedCall {
    private(set) var command: UnsettledCommand?
    private(set) var process = ""
    private(set) var invoked = Int64.min
    private(set) var returned: Int64?
    private(set) var outcome: Outcome?

    mutating func take(_ line: AnyLine) {
        if let request = line.request {
            (process, invoked) = (line.process ?? "", line.at)
            if let business = line.business, let key = line.key {
                command = UnsettledCommand(business: business, key: key, request: request)
            }
        } else {
            (returned, outcome) = (line.at, line.outcome)
        }
    }
}
