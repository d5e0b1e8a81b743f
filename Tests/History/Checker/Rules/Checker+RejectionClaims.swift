// The claims of rejections about chains and registers, for rules 11 and 13.

extension Checker {
    /// Returns the claims of a rejection that was decided at a moment of a window.
    func claims(of rejection: Rejection, _ request: Request, in window: Window) -> [Claim] {
        switch (rejection, request) {
        case (.insufficient(let shortages, let credit), .purchase(let customer, let lines, _)):
            let stocks = shortages.map { stock(of: $0.product, $0.available, in: window) }
            let account = credit.flatMap { self.account(of: customer, $0.balance, $0.limit, in: window) }
            return (stocks + [account, credit.flatMap { price(of: lines, $0) }]).compactMap { $0 }
        case (.unknownCustomer, _):
            return [customer(of: request).flatMap { absence(.entries, $0) }].compactMap { $0 }
        case (.unknownProduct(let products), _): return products.compactMap { absence(.movements, $0) }
        case (.unknownOrder, .refund(let order, _)), (.unknownOrder, .cancel(let order)):
            return [absence(.order, order)].compactMap { $0 }
        case (.unknownPayment, .reversal(let customer, let payment)):
            return [noPayment(payment, of: customer)].compactMap { $0 }
        case (.alreadyReversed(let entry), .reversal(let customer, let payment)):
            return [reversal(entry, ofPayment: payment, by: customer)].compactMap { $0 }
        case (.exceedsRemaining(let excesses), .refund(let order, _)):
            return [remaining(excesses, of: order, in: window)].compactMap { $0 }
        case (.nothingRemaining, .cancel(let order)):
            return [nothingRemaining(of: order, in: window)].compactMap { $0 }
        case (.insufficientStock(_, let available), .stock(let product, _)):
            return [stock(of: product, available, in: window)].compactMap { $0 }
        case (.skuTaken(let product), .addProduct(_, let sku, _, _)),
            (.skuTaken(let product), .sku(_, let sku)):
            return [claim(.sku, product, Int64(sku.index))].compactMap { $0 }
        case (.referenceTaken(let customer), _): return [presence(.entries, customer)].compactMap { $0 }
        case (.alreadyExists, .addCustomer(let customer, _, _)):
            return [presence(.entries, customer)].compactMap { $0 }
        case (.alreadyExists, .addProduct(let product, _, _, _)):
            return [presence(.movements, product)].compactMap { $0 }
        default: return []
        }
    }

    private func customer(of request: Request) -> Name? {
        switch request {
        case .purchase(let customer, _, _), .payment(let customer, _), .reversal(let customer, _),
            .limit(let customer, _):
            customer
        default: nil
        }
    }

    private func stock(of product: Name, _ available: Int64, in window: Window) -> Claim? {
        claim(.movements, product, .stock(movements: nil, available), in: window) {
            stock(after: $0) == available
        }
    }

    /// Returns the claim about the price of a purchase of one product; a sum determines no price of several products.
    private func price(of lines: [Request.PurchaseLine], _ credit: Rejection.Credit) -> Claim? {
        guard let product = lines.first?.product, lines.allSatisfy({ $0.product == product }) else {
            return nil
        }
        let quantity = lines.reduce(Int128(0)) { $0 + Int128($1.quantity) }
        guard quantity > 0, let price = Int64(exactly: Int128(credit.required) / quantity) else { return nil }
        return claim(.price, product, price)
    }

    /// Returns the claim that an entry was no payment; nil if it never was one.
    private func noPayment(_ payment: Int64, of customer: Name) -> Claim? {
        guard let chain = chains[ChainID(kind: .entries, owner: customer)], payment >= 1,
            payment <= chain.count,
            history.entries[Int(chain.links[Int(payment) - 1].row)].kind == .payment
        else { return nil }
        return claim(.entries, customer, .notAPayment(entry: payment), 0...Int(payment) - 1)
    }

    private func reversal(_ entry: Int64, ofPayment payment: Int64, by customer: Name) -> Claim? {
        var states: ClosedRange<Int>?
        if let chain = chains[ChainID(kind: .entries, owner: customer)], entry >= 1, entry <= chain.count,
            history.entries[Int(chain.links[Int(entry) - 1].row)].reversed == payment
        {
            states = Int(entry)...chain.count
        }
        return claim(.entries, customer, .reversed(payment: payment, by: entry), states)
    }

    private func remaining(_ excesses: [Rejection.Excess], of order: Name, in window: Window) -> Claim? {
        statesOfOrder(order, .remaining(excesses), in: window) { remaining in
            excesses.allSatisfy { excess in
                excess.line >= 1 && excess.line <= remaining.count
                    && remaining[Int(excess.line) - 1] == Int128(excess.remaining)
            }
        }
    }

    private func nothingRemaining(of order: Name, in window: Window) -> Claim? {
        statesOfOrder(order, .nothingRemaining, in: window) { remaining in remaining.allSatisfy { $0 == 0 } }
    }

    /// Returns a claim about the remaining units of an order.
    private func statesOfOrder(
        _ id: Name, _ value: Claim.Value, in window: Window, where condition: ([Int128]) -> Bool
    ) -> Claim? {
        guard var claim = claim(.order, id, value, nil), let chain = chains[ChainID(kind: .order, owner: id)]
        else {
            return claim(.order, id, value, nil)
        }
        for state in 1...chain.count where condition(remaining(of: id, state)) {
            claim.options.append(chain.option(state...state))
        }
        return claim
    }

    /// Returns the reason why the figures of a rejection contradict the request or each other; nil if they do not.
    func contradiction(in rejection: Rejection, _ request: Request) -> String? {
        switch (rejection, request) {
        case (.insufficient(let shortages, let credit), .purchase(_, let lines, _)):
            for shortage in shortages {
                let requested = lines.reduce(Int128(0)) {
                    $1.product == shortage.product ? $0 + Int128($1.quantity) : $0
                }
                if Int128(shortage.requested) != requested {
                    return "\(shortage.requested) units of \(text(shortage.product)) instead of \(requested)"
                }
                if shortage.requested <= shortage.available {
                    return "\(shortage.requested) units of \(text(shortage.product)), although "
                        + "\(shortage.available) are available"
                }
            }
            return credit.flatMap { contradiction(in: $0, lines) }
        case (.insufficientStock(let requested, let available), .stock(_, let quantity)):
            if Int128(quantity) != -Int128(requested) { return "\(requested) units instead of \(quantity)" }
            return requested <= available ? "\(requested) units, of which \(available) are available" : nil
        case (.exceedsRemaining(let excesses), .refund(_, let lines)):
            for excess in excesses {
                let requested = lines.reduce(Int128(0)) {
                    $1.line == excess.line ? $0 + Int128($1.quantity) : $0
                }
                if Int128(excess.requested) != requested {
                    return "\(excess.requested) units of line \(excess.line) instead of \(requested)"
                }
                if excess.requested <= excess.remaining {
                    return
                        "\(excess.requested) units of line \(excess.line), of which \(excess.remaining) remain"
                }
            }
            return nil
        default: return nil
        }
    }

    private func contradiction(in credit: Rejection.Credit, _ lines: [Request.PurchaseLine]) -> String? {
        let available = Int128(credit.limit) - Int128(credit.balance)
        if credit.required == 0 || Int128(credit.required) <= available {
            return "the required credit \(credit.required) is available: \(available)"
        }
        let quantity = lines.reduce(Int128(0)) { $0 + Int128($1.quantity) }
        let isOneProduct = Set(lines.map(\.product)).count == 1
        if isOneProduct, quantity > 0, Int128(credit.required) % quantity != 0 {
            return "the required credit \(credit.required) is no multiple of \(quantity) units"
        }
        return nil
    }
}
