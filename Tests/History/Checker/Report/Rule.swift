/// A rule of a history; the raw value is its name in reports and in the README.
package enum Rule: String, CaseIterable, Sendable {
    case receiptWithoutFacts = "receipt-without-facts"
    case factsAfterFailure = "facts-after-failure"
    case factsAfterRejection = "facts-after-rejection"
    case wrongRowCount = "wrong-row-count"
    case receiptsDiffer = "receipts-differ"
    case receiptDiffersFromFacts = "receipt-differs-from-facts"
    case keyOfTwoRequests = "key-of-two-requests"
    case chainBroken = "chain-broken"
    case realTime = "real-time"
    case readOfNoMoment = "read-of-no-moment"
    case rejectionOfNoMoment = "rejection-of-no-moment"
    case register = "register"
    case cycle = "cycle"
    case defect = "defect"
}
