import Foundation
import JoskLedger

/// A command whose outcome no process knows: an attempt at it is unknown or never returned, and none was accepted.
struct UnsettledCommand: Sendable {
    let business: Business.ID
    let key: String
    let request: CallRequest

    private struct Name: Hashable {
        let business: Business.ID
        let key: String
        let request: CallRequest
    }

    /// The type of a line, and the fields that both types of calls have.
    private struct AnyLine: Decodable {
        let type: String
        let call: String
        let business: Business.ID?
        let key: String?
        let request: CallRequest?
        let outcome: Outcome?
    }

    /// Returns the unsettled commands of some histories, each once.
    static func all(in paths: [String]) throws -> [UnsettledCommand] {
        var names: [String: Name] = [:]
        var settled: Set<Name> = []
        for path in paths {
            for line in try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n") {
                // A killed process may have written a part of its last line.
                guard let line = try? JSONDecoder().decode(AnyLine.self, from: Data(line.utf8)) else {
                    continue
                }
                if let business = line.business, let key = line.key, let request = line.request {
                    let name = Name(business: business, key: key, request: request)
                    names[line.call] = name
                } else if let name = names.removeValue(forKey: line.call) {
                    switch line.outcome {
                    case .accepted, .committed, .keyReused: settled.insert(name)
                    case .unknown: names["unknown \(line.call)"] = name
                    default: break
                    }
                }
            }
        }
        return Set(names.values).subtracting(settled).map {
            UnsettledCommand(business: $0.business, key: $0.key, request: $0.request)
        }
    }
}
