import HistoryChecker
import Testing

@Suite("Rule 14: defects")
struct DefectRuleTests {
    @Test("A failure that the ledger calls a defect is a violation, even if it changed nothing")
    func failedByDefect() throws {
        var shop = smallShop()
        shop.call(.payment("c1", 50), key: "k1", ending: .lost)
        var history = shop.history
        try history.edit("returned", where: ["outcome": "unknown"]) {
            $0["outcome"] = "notCommitted"
            $0["defect"] = true
        }
        try history.expect(.defect)
        try history.edit("returned", where: ["outcome": "notCommitted"]) { $0["defect"] = false }
        try history.expectNoViolation()
    }
}
