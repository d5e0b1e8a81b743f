import HistoryChecker
import Testing

/// One edit of the valid history, and the rule that must find it.
struct HistoryEdit: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let rule: Rule
    let apply: @Sendable (inout TestHistory) throws -> Void

    init(_ name: String, _ rule: Rule, _ apply: @escaping @Sendable (inout TestHistory) throws -> Void) {
        testDescription = name
        self.rule = rule
        self.apply = apply
    }

    static var all: [Self] {
        [
            Self("an order is missing", .wrongRowCount) { try $0.remove("order", where: ["id": "o2"]) },
            Self("an entry is stored twice", .wrongRowCount) {
                try $0.copy("entry", where: ["kind": "payment"])
            },
            Self("two balances are swapped", .receiptDiffersFromFacts) { history in
                let first = try #require(history.index("entry", where: ["customer": "c1", "sequence": 2]))
                let second = try #require(history.index("entry", where: ["customer": "c1", "sequence": 3]))
                let balance = history.lines[first]["balance"]
                history.lines[first]["balance"] = history.lines[second]["balance"]
                history.lines[second]["balance"] = balance
            },
            Self("a receipt has another number", .receiptDiffersFromFacts) { history in
                let index = try #require(history.lines.firstIndex { $0["receipt"]["order"] == "o3" })
                history.lines[index]["receipt"]["number"].number += 1
            },
            Self("a return is earlier", .readOfNoMoment) { history in
                try history.edit("returned", where: ["at": 3000, "outcome": "read"]) { $0["at"] = 2911 }
                try history.edit("invoked", where: ["at": 2910, "process": "w2"]) { $0["at"] = 2100 }
                try history.edit("returned", where: ["at": 2911]) { $0["at"] = 2150 }
            },
            Self("an accepted command returned notCommitted", .factsAfterFailure) { history in
                try history.edit("returned", where: ["at": 4500]) { $0["outcome"] = "notCommitted" }
            },
            Self("a read returned an older state", .readOfNoMoment) { history in
                let last = try #require(history.lines.lastIndex { $0["result"]["sequence"] != nil })
                let first = try #require(history.lines.firstIndex { $0["result"]["sequence"] != nil })
                history.lines[first]["result"] = ["sequence": 1, "balance": 0, "limit": 10_000, "orders": 0]
                history.lines[last]["result"] = ["sequence": 1, "balance": 0, "limit": 5000, "orders": 0]
            },
            Self("a rejection states another stock", .rejectionOfNoMoment) { history in
                let index = try #require(history.lines.firstIndex { $0["rejection"]["shortages"][0] != nil })
                history.lines[index]["rejection"]["shortages"][0]["available"].number += 1
            },
            Self("a journal entry is missing", .receiptWithoutFacts) {
                try $0.remove("command", where: ["key": "f1"])
            },
            Self("a unit price is another", .receiptDiffersFromFacts) { history in
                try history.edit("order", where: ["id": "o3"]) { $0["lines"][0]["price"] = 100 }
            },
        ]
    }
}

@Suite("Edited histories")
struct EditedHistoryTests {
    @Test("Each of ten edits of a correct history is found", arguments: HistoryEdit.all)
    func edits(edit: HistoryEdit) throws {
        var history = validHistory()
        try history.expectNoViolation()
        try edit.apply(&history)
        try history.expect(edit.rule)
    }
}
