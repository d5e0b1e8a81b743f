import HistoryChecker

/// An edit that makes a correct history false; it changes one random suitable line, or a few.
struct HistoryEdit: Sendable {
    let name: String
    /// Changes the history; returns false if it has no suitable line.
    let apply: @Sendable (inout RecordedHistory, inout SplitMix64) throws -> Bool

    static let all = [
        HistoryEdit(name: "a journal entry is missing") { history, random in
            let keys = Set(history.calls("accepted").map { history.invoked(of: $0)["key"] })
            return history.remove(history.indices("command") { keys.contains($0["key"]) }, &random)
        },
        HistoryEdit(name: "an order is missing") { history, random in
            history.remove(history.indices("order"), &random)
        },
        HistoryEdit(name: "an entry has another balance") { history, random in
            history.edit(history.indices("entry") { $0["sequence"].number > 1 }, &random) {
                $0["balance"].number += 1
            }
        },
        HistoryEdit(name: "a movement has another stock") { history, random in
            history.edit(history.indices("movement"), &random) { $0["stock"].number += 1 }
        },
        HistoryEdit(name: "a unit price differs") { history, random in
            history.edit(history.indices("order"), &random) { order in
                var lines = order["lines"]
                lines[0]["price"].number += 1
                order["lines"] = lines
            }
        },
        HistoryEdit(name: "a receipt states another balance") { history, random in
            history.edit(history.calls("accepted") { $0["receipt"]["balance"] != .null }, &random) {
                $0["receipt"]["balance"].number += 1
            }
        },
        HistoryEdit(name: "a receipt names another hash") { history, random in
            history.edit(history.calls("accepted") { $0["receipt"]["hash"] != .null }, &random) {
                $0["receipt"]["hash"] = "00"
            }
        },
        HistoryEdit(name: "an accepted command returned notCommitted") { history, random in
            let accepted = history.calls("accepted")
            let attempts = Dictionary(grouping: accepted) { history.invoked(of: $0)["key"] }
            let once = accepted.filter { attempts[history.invoked(of: $0)["key"]]?.count == 1 }
            let open = Set(
                (history.calls("unknown") + history.calls("committed")).map { history.invoked(of: $0)["key"] }
            )
            return history.edit(once.filter { !open.contains(history.invoked(of: $0)["key"]) }, &random) {
                $0["outcome"] = "notCommitted"
            }
        },
        HistoryEdit(name: "a rejection states another balance") { history, random in
            history.edit(history.calls("rejected") { $0["rejection"]["credit"] != .null }, &random) {
                $0["rejection"]["credit"]["balance"].number += 1
            }
        },
        HistoryEdit(name: "a read returned an older state") { history, random in history.ageRead(&random) },
        HistoryEdit(name: "a call was made seconds later") { history, random in history.delayCall(&random) },
    ]
}

// MARK: - Calls

extension RecordedHistory {
    /// Returns the indices of the lines of returned calls with an outcome, for which a condition holds.
    fileprivate func calls(_ outcome: String, where condition: (JSONValue) -> Bool = { _ in true }) -> [Int] {
        indices("returned") { $0["outcome"] == .string(outcome) && condition($0) }
    }

    /// Returns the line of the invocation of a returned call.
    fileprivate func invoked(of returned: Int) -> JSONValue {
        invocations[lines[returned].value["call"]].map { lines[$0].value } ?? .null
    }

    fileprivate mutating func edit(
        _ indices: [Int], _ random: inout SplitMix64, _ change: (inout JSONValue) -> Void
    ) -> Bool {
        guard let index = indices.randomElement(using: &random) else { return false }
        change(&lines[index].value)
        return true
    }

    fileprivate mutating func remove(_ indices: [Int], _ random: inout SplitMix64) -> Bool {
        guard let index = indices.randomElement(using: &random) else { return false }
        lines[index].isRemoved = true
        return true
    }

    /// Replaces the result of a read of a customer by that of a much earlier read.
    fileprivate mutating func ageRead(_ random: inout SplitMix64) -> Bool {
        let reads = calls("read") { $0["result"]["sequence"] != .null }
        let pairs = reads.compactMap { later -> (Int, Int)? in
            let customer = invoked(of: later)["request"]["customer"]
            let earlier = reads.first { candidate in
                invoked(of: candidate)["request"]["customer"] == customer
                    && lines[candidate].value["at"].number + 2_000_000 < invoked(of: later)["at"].number
                    && lines[candidate].value["result"]["sequence"].number + 20
                        < lines[later].value["result"]["sequence"].number
            }
            return earlier.map { (later, $0) }
        }
        guard let (later, earlier) = pairs.randomElement(using: &random) else { return false }
        lines[later].value["result"] = lines[earlier].value["result"]
        return true
    }

    /// Moves an accepted payment by some seconds, so that it was invoked after commands that follow it had returned.
    fileprivate mutating func delayCall(_ random: inout SplitMix64) -> Bool {
        let end = indices("returned").map { lines[$0].value["at"].number }.max() ?? 0
        let payments = calls("accepted") { call in
            call["receipt"]["amount"] != .null && call["at"].number + 8_000_000 < end
        }
        let attempts = Dictionary(grouping: indices("invoked")) { lines[$0].value["key"] }
        let once = payments.filter { attempts[invoked(of: $0)["key"]]?.count == 1 }
        guard let returned = once.randomElement(using: &random),
            let invocation = invocations[lines[returned].value["call"]]
        else { return false }
        lines[invocation].value["at"].number += 4_000_000
        lines[returned].value["at"].number += 4_000_000
        return true
    }
}
