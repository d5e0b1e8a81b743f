// The texts of claims that are true at no moment.

extension Checker {
    func describe(_ window: Window) -> String {
        let from = window.from.time == .min ? "the beginning" : "\(window.from.time)"
        let until = window.until.time >= Bound.end.time ? "the end" : "\(window.until.time)"
        return "between \(from) and \(until)"
    }

    /// Returns a clause that states the subject and the value, for example "p1 had the stock 3".
    func describe(_ claim: Claim) -> String {
        switch claim.subject {
        case .chain(let id): "\(text(id.owner)) \(describe(claim.value))"
        case .register(let id): "the \(describe(id)) was \(describe(claim.value))"
        }
    }

    private func describe(_ value: Claim.Value) -> String {
        switch value {
        case .absent: "did not exist"
        case .present: "existed"
        case .account(let entry, let balance, let limit):
            "had " + (entry.map { "entry \($0) as its last, " } ?? "") + "the balance \(balance)"
                + (limit.map { " and the limit \($0)" } ?? "")
        case .orders(let count): "had \(count) orders"
        case .stock(let movements, let stock):
            "had " + (movements.map { "\($0) movements and " } ?? "") + "the stock \(stock)"
        case .order(let order):
            "had the number \(order.number), the total \(order.total), "
                + "and \(order.refunds) refunds of \(order.refunded)"
        case .remaining(let excesses):
            "had "
                + excesses.map { "\($0.remaining) remaining units of line \($0.line)" }.joined(
                    separator: ", ")
        case .nothingRemaining: "had no remaining units"
        case .reversed(let payment, let entry): "had a reversal of entry \(payment) as entry \(entry)"
        case .notAPayment(let entry): "had no payment as entry \(entry)"
        case .price(let price): "\(price)"
        case .sku(let sku): text(sku)
        case .terms(let days): "\(days) days"
        }
    }

    func describe(_ rejection: Rejection) -> String {
        switch rejection {
        case .insufficient(let shortages, let credit):
            "rejection: "
                + shortages.map { "\(text($0.product)) requested \($0.requested) available \($0.available) " }
                .joined()
                + (credit.map { "limit \($0.limit) balance \($0.balance) required \($0.required)" } ?? "")
        case .unknownProduct(let products):
            "rejection: unknown products " + products.map { text($0) }.joined(separator: " ")
        case .alreadyReversed(let entry): "rejection: reversed by entry \(entry)"
        case .exceedsRemaining(let excesses):
            "rejection: "
                + excesses.map { "line \($0.line) requested \($0.requested) remaining \($0.remaining)" }
                .joined(separator: ", ")
        case .insufficientStock(let requested, let available):
            "rejection: requested \(requested) available \(available)"
        case .skuTaken(let name): "rejection: SKU of \(text(name))"
        case .referenceTaken(let name): "rejection: reference of \(text(name))"
        case .unknownCustomer: "rejection: unknown customer"
        case .unknownOrder: "rejection: unknown order"
        case .unknownPayment: "rejection: unknown payment"
        case .nothingRemaining: "rejection: nothing remaining"
        case .alreadyExists: "rejection: already exists"
        case .other: "rejection: other"
        }
    }

    /// Returns the commands that began and ended the stated value, for the first two possible times of the value.
    func evidence(for claim: Claim) -> [String] {
        var lines: [String] = []
        for option in claim.options.prefix(2) {
            if option.after >= 0 { lines.append("begin: " + describe(writer: Int(option.after))) }
            if option.before >= 0 { lines.append("end: " + describe(writer: Int(option.before))) }
            let proof = [option.window.from.call, option.window.until.call].filter { $0 >= 0 }
            lines += describe(calls: proof.map { Int($0) }).filter { !lines.contains("begin: \($0)") }
        }
        if claim.options.isEmpty, case .chain(let id) = claim.subject, let link = statedLink(of: claim, id) {
            lines += [describe(rowOf: link, id)].compactMap { $0 }
        }
        var seen: Set<String> = []
        return lines.filter { seen.insert($0).inserted }
    }

    /// Returns the link whose number a claim states, or else the last link.
    private func statedLink(of claim: Claim, _ id: ChainID) -> Chain.Link? {
        guard let chain = chains[id] else { return nil }
        let number: Int64? =
            switch claim.value {
            case .account(let entry, _, _): entry
            case .orders(let count): count
            case .stock(let movements, _): movements
            case .order(let order): order.refunds + 1
            default: nil
            }
        guard let number, number >= 1, number <= chain.count else { return chain.links.last }
        if id.kind == .movements, let state = state(of: id.owner, movements: number) {
            return chain.links[state - 1]
        }
        return chain.links[Int(number) - 1]
    }
}
