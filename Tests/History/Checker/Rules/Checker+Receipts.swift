// Rule 5, receipts-differ.

extension Checker {
    /// Checks that all accepted attempts at a command return the same receipt.
    mutating func checkReceiptsAgree() {
        for command in commands.all where command.attempts.count > 1 && !taint.keys.contains(command.key) {
            let accepted = command.attempts.filter { history.calls[$0].receipt != nil }
            guard let first = accepted.first,
                let other = accepted.first(where: {
                    history.calls[$0].receipt != history.calls[first].receipt
                })
            else { continue }
            report(
                .receiptsDiffer, "two attempts with the key \(text(command.key)) returned different receipts",
                [
                    describe(call: first), describe(history.calls[first].receipt),
                    describe(call: other), describe(history.calls[other].receipt),
                ])
            taint(key: command.key)
        }
    }

    func describe(_ receipt: Receipt?) -> String {
        switch receipt {
        case nil: "no receipt"
        case .purchase(let receipt):
            "receipt: order \(text(receipt.order)) number \(receipt.number) total \(receipt.total) "
                + "entry \(optional(receipt.entry)) balance \(receipt.balance) available \(receipt.available)"
        case .entry(let receipt):
            "receipt: entry \(receipt.entry) of \(text(receipt.customer)) amount \(receipt.amount) "
                + "balance \(receipt.balance)"
        case .refund(let receipt):
            "receipt: refund \(receipt.refund) of order \(text(receipt.order)) total \(receipt.total) "
                + "entry \(optional(receipt.entry)) balance \(receipt.balance)"
        case .movement(let receipt):
            "receipt: movement \(receipt.movement) of \(text(receipt.product)) quantity \(receipt.quantity) "
                + "stock \(receipt.stock)"
        case .limit(let receipt):
            "receipt: entry \(receipt.entry) of \(text(receipt.customer)) limit \(receipt.limit) "
                + "previous \(receipt.previous) balance \(receipt.balance)"
        case .price(let receipt):
            "receipt: \(text(receipt.product)) price \(receipt.price) previous \(receipt.previous)"
        case .addedProduct(let receipt): "receipt: \(text(receipt.product)) stock \(receipt.stock)"
        case .addedCustomer(let receipt):
            "receipt: \(text(receipt.customer)) limit \(receipt.limit) entry \(receipt.entry)"
        case .sku(let product): "receipt: \(text(product))"
        case .terms(let days): "receipt: \(days) days"
        }
    }

    private func optional(_ number: Int64?) -> String { number.map { "\($0)" } ?? "none" }
}
