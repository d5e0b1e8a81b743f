import JoskLedger

/// The outcome of one purchase in the demonstration.
enum DemoOutcome: String, CaseIterable {
    case bought = "bought"
    case shortOfStock = "refused: too little stock"
    case shortOfCredit = "refused: too little credit"
    case shortOfBoth = "refused: too little of both"
    case other = "refused for another reason"

    init(_ attempt: DemoRush.Attempt) {
        switch attempt.result {
        case .success: self = .bought
        case .failure(let rejection):
            switch (rejection.shortages.isEmpty, rejection.credit == nil) {
            case (false, false): self = .shortOfBoth
            case (false, true): self = .shortOfStock
            case (true, false): self = .shortOfCredit
            case (true, true): self = .other
            }
        }
    }
}

extension DemoRush {
    /// The number of purchases with one outcome, with their units and their amount.
    struct Tally {
        let outcome: DemoOutcome
        fileprivate(set) var purchases = 0
        fileprivate(set) var units: Int64 = 0
        /// The sum of the purchases at list prices, in pence.
        fileprivate(set) var amount: Int64 = 0
    }

    /// Returns a tally for each outcome that occurred.
    func tallies(at prices: [Int64]) -> [Tally] {
        var tallies: [DemoOutcome: Tally] = [:]
        for attempt in attempts {
            var tally = tallies[DemoOutcome(attempt)] ?? Tally(outcome: DemoOutcome(attempt))
            tally.purchases += 1
            for wish in attempt.buyer.basket {
                tally.units += wish.quantity
                tally.amount += wish.quantity * prices[wish.product]
            }
            tallies[tally.outcome] = tally
        }
        return DemoOutcome.allCases.compactMap { tallies[$0] }
    }

    /// The most informative refusal, with its buyer.
    ///
    /// A refusal for too little stock and credit is preferred, then one for stock, then one for credit. The first buyer
    /// with such a refusal counts.
    var refusal: (buyer: DemoPlan.Buyer, rejection: PurchaseRejection)? {
        for outcome in [DemoOutcome.shortOfBoth, .shortOfStock, .shortOfCredit, .other] {
            for attempt in attempts where DemoOutcome(attempt) == outcome {
                if case .failure(let rejection) = attempt.result { return (attempt.buyer, rejection) }
            }
        }
        return nil
    }
}
