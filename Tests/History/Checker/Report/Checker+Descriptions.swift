// One line of text for each call and row of the evidence.

extension Checker {
    mutating func report(_ rule: Rule, _ summary: String, _ evidence: [String]) {
        violations.append(Violation(rule: rule, summary: summary, evidence: evidence))
    }

    func text(_ name: Name) -> String { history.names[name] }

    func text(_ source: Source) -> String { "(\(history.files[Int(source.file)]):\(source.line))" }

    /// Returns the identifier, the request, the times and the outcome of a call.
    func describe(call index: Int) -> String {
        let call = history.calls[index]
        let key = call.key.map { " key \(text($0))" } ?? ""
        let end = call.returned.map { "\($0)" } ?? "no return"
        return "call \(call.id) of \(text(call.process)): \(describe(call.request))\(key), "
            + "\(call.invoked)–\(end), \(describe(call.outcome)) \(text(call.source))"
    }

    func describe(calls: some Sequence<Int>) -> [String] { calls.map { describe(call: $0) } }

    func describe(_ request: Request) -> String {
        let subject =
            switch request {
            case .purchase(let customer, let lines, _): "\(text(customer)) \(describe(lines))"
            case .payment(let customer, let amount): "\(text(customer)) \(amount)"
            case .reversal(let customer, let payment): "\(text(customer)) entry \(payment)"
            case .refund(let order, let lines):
                "\(text(order)) " + lines.map { "\($0.quantity)×line \($0.line)" }.joined(separator: " ")
            case .goods(let product, let quantity), .stock(let product, let quantity):
                "\(text(product)) \(quantity)"
            case .limit(let customer, let limit): "\(text(customer)) \(limit)"
            case .price(let product, let price): "\(text(product)) \(price)"
            case .addProduct(let product, let sku, let price, let stock):
                "\(text(product)) \(text(sku)) price \(price) stock \(stock)"
            case .addCustomer(let customer, _, let limit): "\(text(customer)) limit \(limit)"
            case .sku(let product, let sku): "\(text(product)) \(text(sku))"
            case .terms(let days): "\(days)"
            case .cancel(let name), .readCustomer(let name), .readProduct(let name), .readOrder(let name):
                text(name)
            }
        return "\(request.isRead ? "read " : "")\(request.kind) \(subject)"
    }

    func describe(_ lines: [Request.PurchaseLine]) -> String {
        lines.map { "\($0.quantity)×\(text($0.product))" }.joined(separator: " ")
    }

    private func describe(_ outcome: Call.Outcome) -> String {
        switch outcome {
        case .read(nil): "read, absent"
        case .read(.customer(let result)):
            "read entry \(result.sequence) balance \(result.balance) limit \(result.limit) orders \(result.orders)"
        case .read(.product(let result)):
            "read movement \(result.movements) stock \(result.stock) price \(result.price) \(text(result.sku))"
        case .read(.order(let result)):
            "read number \(result.number) total \(result.total) refunds \(result.refunds) \(result.refunded)"
        default: outcome.name
        }
    }

    func describe(journal index: Int) -> String {
        let row = history.journal[index]
        return "journal entry \(text(row.id)): \(row.kind) key \(row.key.map { text($0) } ?? "none") "
            + text(row.source)
    }

    func describe(entry index: Int) -> String {
        let row = history.entries[index]
        return "entry \(row.sequence) of \(text(row.customer)): \(row.kind.rawValue) \(row.amount), "
            + "balance \(row.balance), limit \(row.limit), command \(text(row.command)) \(text(row.source))"
    }

    func describe(movement index: Int) -> String {
        let row = history.movements[index]
        return "movement \(row.sequence) of \(text(row.product)): \(row.kind.rawValue) \(row.quantity), "
            + "stock \(row.stock), command \(text(row.command)) \(text(row.source))"
    }

    func describe(order index: Int) -> String {
        let row = history.orders[index]
        let lines = row.lines.map { "\($0.quantity)×\(text($0.product)) at \($0.price)" }
        return "order \(text(row.id)): number \(row.number) of \(text(row.customer)), "
            + "\(lines.joined(separator: ", ")), total \(row.total), command \(text(row.command)) \(text(row.source))"
    }

    func describe(refund index: Int) -> String {
        let row = history.refunds[index]
        let lines = row.lines.map { "\($0.quantity)×line \($0.line)\($0.restocked ? " restocked" : "")" }
        return "refund \(row.number) of order \(text(row.order)): \(lines.joined(separator: ", ")), "
            + "total \(row.total), command \(text(row.command)) \(text(row.source))"
    }

    /// Returns the rows that a command wrote.
    func describe(rowsOf writer: Int) -> [String] {
        rows.orders[writer].map { describe(order: Int($0)) }
            + rows.refunds[writer].map { describe(refund: Int($0)) }
            + rows.entries[writer].map { describe(entry: Int($0)) }
            + rows.movements[writer].map { describe(movement: Int($0)) }
    }

    /// Returns the call that bounds the time of a command, or its journal entry if no call did.
    func describe(writer: Int) -> String {
        let command = commands.ofJournal[writer]
        guard command >= 0 else { return describe(journal: writer) }
        let attempts = commands.all[Int(command)].attempts
        let attempt =
            attempts.first { history.calls[$0].isCarriedOut }
            ?? attempts.first { history.calls[$0].mayCommit }
        return attempt.map { describe(call: $0) } ?? describe(journal: writer)
    }
}
