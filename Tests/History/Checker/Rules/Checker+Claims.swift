// The claims of reads and commands about chains and registers, for rules 10, 12 and 13.

extension Checker {
    /// Returns a claim about a chain that is true in one range of states; nil if the chain is left out.
    ///
    /// Without states, the claim is never true.
    func claim(_ kind: ChainID.Kind, _ owner: Name, _ value: Claim.Value, _ states: ClosedRange<Int>?)
        -> Claim?
    {
        let id = ChainID(kind: kind, owner: owner)
        if taint.contains(id) { return nil }
        let option = states.flatMap { states in chains[id].map { $0.option(states) } }
        return Claim(subject: .chain(id), value: value, options: option.map { [$0] } ?? [])
    }

    /// Returns a claim that a customer, product or order did not exist; nil if it never existed.
    func absence(_ kind: ChainID.Kind, _ owner: Name) -> Claim? {
        let id = ChainID(kind: kind, owner: owner)
        return chains[id] == nil ? nil : claim(kind, owner, .absent, 0...0)
    }

    /// Returns a claim that a customer, product or order existed.
    func presence(_ kind: ChainID.Kind, _ owner: Name) -> Claim? {
        let count = chains[ChainID(kind: kind, owner: owner)]?.count ?? 0
        return claim(kind, owner, .present, count > 0 ? 1...count : nil)
    }

    /// Returns a claim about a chain that is true in those states that a condition selects.
    ///
    /// Only states that are possible in the window are examined. Adjacent states form one option.
    func claim(
        _ kind: ChainID.Kind, _ owner: Name, _ value: Claim.Value, in window: Window,
        where condition: (Chain.Link) -> Bool
    ) -> Claim? {
        let id = ChainID(kind: kind, owner: owner)
        if taint.contains(id) { return nil }
        var options: [Claim.Option] = []
        if let chain = chains[id], let possible = chain.states(in: window) {
            var start: Int?
            for state in possible {
                let isTrue = state > 0 && condition(chain.links[state - 1])
                if isTrue, start == nil { start = state }
                if !isTrue, let first = start {
                    options.append(chain.option(first...state - 1))
                    start = nil
                }
            }
            if let start { options.append(chain.option(start...possible.upperBound)) }
        }
        return Claim(subject: .chain(id), value: value, options: options)
    }

    func claim(_ kind: RegisterID.Kind, _ owner: Name, _ value: Int64, by observer: Int32 = -1) -> Claim? {
        let id = RegisterID(kind: kind, owner: owner)
        if taint.contains(id) { return nil }
        let stated: Claim.Value =
            switch kind {
            case .price: .price(value)
            case .sku: .sku(Name(index: Int32(value)))
            case .terms: .terms(value)
            }
        return Claim(
            subject: .register(id), value: stated,
            options: registers[id]?.options(of: value, observedBy: observer) ?? [])
    }

    /// Returns the claims of a read; nil if the call is no read with a result.
    func claims(ofRead call: Call) -> [Claim]? {
        guard case .read(let result) = call.outcome else { return nil }
        switch (call.request, result) {
        case (.readCustomer(let customer), .customer(let result)?): return claims(customer, result)
        case (.readProduct(let product), .product(let result)?): return claims(product, result)
        case (.readOrder(let order), .order(let result)?): return [claim(order, result)].compactMap { $0 }
        case (.readCustomer(let customer), nil): return [absence(.entries, customer)].compactMap { $0 }
        case (.readProduct(let product), nil): return [absence(.movements, product)].compactMap { $0 }
        case (.readOrder(let order), nil): return [absence(.order, order)].compactMap { $0 }
        default: return nil
        }
    }

    private func claims(_ customer: Name, _ result: ReadResult.Customer) -> [Claim] {
        let chain = chains[ChainID(kind: .entries, owner: customer)]
        let orders = chains[ChainID(kind: .orders, owner: customer)]
        var state: Int?
        if let chain, result.sequence >= 1, result.sequence <= chain.count {
            let entry = history.entries[Int(chain.links[Int(result.sequence) - 1].row)]
            if entry.balance == result.balance, entry.limit == result.limit { state = Int(result.sequence) }
        }
        let account = Claim.Value.account(
            entry: result.sequence, balance: result.balance, limit: result.limit)
        // A customer without orders has no chain of orders.
        let isOrders = result.orders >= 0 && result.orders <= orders?.count ?? 0
        let ordersClaim =
            orders == nil && result.orders == 0
            ? nil
            : claim(
                .orders, customer, .orders(result.orders),
                isOrders ? Int(result.orders)...Int(result.orders) : nil)
        return [claim(.entries, customer, account, state.map { $0...$0 }), ordersClaim].compactMap { $0 }
    }

    private func claims(_ product: Name, _ result: ReadResult.Product) -> [Claim] {
        var states: ClosedRange<Int>?
        if let state = state(of: product, movements: result.movements), state > 0,
            let link = chains[ChainID(kind: .movements, owner: product)]?.links[state - 1],
            stock(after: link) == result.stock
        {
            states = state...state
        }
        return [
            claim(.movements, product, .stock(movements: result.movements, result.stock), states),
            claim(.price, product, result.price),
            claim(.sku, product, Int64(result.sku.index)),
        ].compactMap { $0 }
    }

    func stock(after link: Chain.Link) -> Int64 { link.row < 0 ? 0 : history.movements[Int(link.row)].stock }

    private func claim(_ id: Name, _ result: ReadResult.Order) -> Claim? {
        var states: ClosedRange<Int>?
        let count = (chains[ChainID(kind: .order, owner: id)]?.count ?? 0) - 1
        if let row = order(id).map({ history.orders[$0] }), row.number == result.number,
            row.total == result.total,
            result.refunds >= 0, result.refunds <= count
        {
            let state = Int(result.refunds) + 1
            let refunded = zip(row.lines, remaining(of: id, state)).map { Int128($0.quantity) - $1 }
            if refunded == result.refunded.map({ Int128($0) }) { states = state...state }
        }
        return claim(.order, id, .order(result), states)
    }

    /// Returns the units of each line of an order that remain in a state of its chain.
    func remaining(of id: Name, _ state: Int) -> [Int128] {
        guard let row = order(id), let chain = chains[ChainID(kind: .order, owner: id)] else { return [] }
        var refunds = RefundState(history.orders[row])
        for place in 1..<max(state, 1) {
            _ = refunds.append(history.refunds[Int(chain.links[place].row)], number: Int64(place))
        }
        return refunds.remaining
    }

    /// Returns the claims of a command: the prices of an order, the replaced price, and the balance without an entry.
    func claims(of command: Command, _ journal: Int) -> [Claim] {
        var claims: [Claim?] = []
        switch command.request {
        case .purchase(let customer, _, _):
            var seen: Set<OrderRow.Line> = []
            for row in rows.orders[journal] {
                for line in history.orders[Int(row)].lines {
                    let price = OrderRow.Line(product: line.product, quantity: 0, price: line.price)
                    if !seen.insert(price).inserted { continue }
                    claims.append(claim(.price, line.product, line.price, by: Int32(journal)))
                }
            }
            claims.append(balanceWithoutEntry(of: command, customer, journal))
        case .refund, .cancel:
            let customer = rows.refunds[journal].first.map { history.refunds[Int($0)].customer }
            claims.append(customer.flatMap { balanceWithoutEntry(of: command, $0, journal) })
        case .price(let product, _):
            claims.append(
                previousPrice(of: command).flatMap { claim(.price, product, $0, by: Int32(journal)) })
        default: break
        }
        return claims.compactMap { $0 }
    }

    /// Returns the claim of a receipt about a balance that its command did not change.
    private func balanceWithoutEntry(of command: Command, _ customer: Name, _ journal: Int) -> Claim? {
        for attempt in command.attempts {
            switch history.calls[attempt].receipt {
            case .purchase(let receipt) where receipt.entry == nil:
                let (limit, overflow) = receipt.balance.addingReportingOverflow(receipt.available)
                return account(of: customer, receipt.balance, overflow ? .max : limit, in: bounds[journal])
            case .refund(let receipt) where receipt.entry == nil:
                return account(of: customer, receipt.balance, nil, in: bounds[journal])
            default: continue
            }
        }
        return nil
    }

    /// Returns the claim that a customer had a balance and, if it is stated, a limit.
    func account(of customer: Name, _ balance: Int64, _ limit: Int64?, in window: Window) -> Claim? {
        claim(
            .entries, customer, .account(entry: nil, balance: balance, limit: limit), in: window
        ) { link in
            let entry = history.entries[Int(link.row)]
            return entry.balance == balance && (limit == nil || entry.limit == limit)
        }
    }
}
