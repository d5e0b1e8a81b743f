// Rule 12, register: the changes of prices, SKUs and payment terms.

extension Checker {
    /// Collects the changes of each register, and finds the values before the first change.
    mutating func buildRegisters() {
        var writes: [RegisterID: [Register.Write]] = [:]
        for command in commands.all {
            guard let journal = command.journal else { continue }
            let business = history.calls[command.attempts[0]].business
            for (id, value, previous) in changes(by: command, business) {
                writes[id, default: []].append(
                    Register.Write(
                        value: value, writer: Int32(journal), bounds: bounds[journal], previous: previous))
            }
        }
        let observed = observedValues()
        for id in Set(writes.keys).union(observed.keys).sorted(by: Self.isBefore) where !taint.contains(id) {
            var register = Register(
                writes: writes[id] ?? [], initial: additions[id.owner] == nil ? .unknown : .none)
            let unwritten = (observed[id] ?? []).filter { !register.writes($0) }.sorted()
            if register.initial == .unknown, let value = unwritten.first {
                register = Register(writes: register.writes, initial: .value(value))
                if unwritten.count > 1 { reportUnwritten(id, unwritten) }
            }
            registers[id] = register
        }
    }

    private static func isBefore(_ first: RegisterID, _ second: RegisterID) -> Bool {
        (first.owner.index, first.kind.rawValue) < (second.owner.index, second.kind.rawValue)
    }

    private func changes(by command: Command, _ business: Name) -> [(
        RegisterID, value: Int64, previous: Int64?
    )] {
        switch command.request {
        case .price(let product, let price):
            return [(RegisterID(kind: .price, owner: product), price, previousPrice(of: command))]
        case .addProduct(let product, let sku, let price, _):
            return [
                (RegisterID(kind: .price, owner: product), price, nil),
                (RegisterID(kind: .sku, owner: product), Int64(sku.index), nil),
            ]
        case .sku(let product, let sku):
            return [(RegisterID(kind: .sku, owner: product), Int64(sku.index), nil)]
        case .terms(let days): return [(RegisterID(kind: .terms, owner: business), days, nil)]
        default: return []
        }
    }

    /// Returns the price that a change replaced, if a receipt states it.
    func previousPrice(of command: Command) -> Int64? {
        for attempt in command.attempts {
            if case .price(let receipt) = history.calls[attempt].receipt { return receipt.previous }
        }
        return nil
    }

    /// Returns the values that the commands of this history and the final rows state.
    private func observedValues() -> [RegisterID: Set<Int64>] {
        var values: [RegisterID: Set<Int64>] = [:]
        for order in history.orders where key(ofWriter: commands.journal(of: order.command)) != nil {
            for line in order.lines {
                values[RegisterID(kind: .price, owner: line.product), default: []].insert(line.price)
            }
        }
        for command in commands.all {
            guard command.journal != nil, case .price(let product, _) = command.request,
                let previous = previousPrice(of: command)
            else { continue }
            values[RegisterID(kind: .price, owner: product), default: []].insert(previous)
        }
        for row in history.products {
            values[RegisterID(kind: .price, owner: row.id), default: []].insert(row.price)
            values[RegisterID(kind: .sku, owner: row.id), default: []].insert(Int64(row.sku.index))
        }
        for row in history.businesses {
            values[RegisterID(kind: .terms, owner: row.id), default: []].insert(row.terms)
        }
        return values
    }

    /// Reports values of which at most one can be the value before the first change.
    private mutating func reportUnwritten(_ id: RegisterID, _ values: [Int64]) {
        taint.subjects.insert(.register(id))
        var evidence: [String] = []
        for value in values.prefix(3) {
            let order = history.orders.firstIndex { order in
                order.lines.contains { $0.product == id.owner && $0.price == value }
            }
            evidence.append(
                "\(describe(value, of: id)): \(order.map { describe(order: $0) } ?? "a receipt or a row")")
        }
        report(
            .register,
            "the \(describe(id)) had \(values.count) values that no change set; only one can be older than the calls",
            evidence)
    }

    /// Checks that no value was replaced twice, and that the final rows hold the last values.
    mutating func checkRegisters() {
        for id in registers.keys.sorted(by: Self.isBefore) where !taint.contains(id) {
            guard let register = registers[id] else { continue }
            for write in register.writes {
                guard let value = write.previous, case let twice = register.successors(of: value),
                    twice.count > 1
                else { continue }
                report(
                    .register,
                    "\(twice.count) changes replaced the \(describe(id)) \(value), which was set once",
                    twice.prefix(3).map { describe(writer: Int(register.writes[$0].writer)) })
                taint.subjects.insert(.register(id))
                break
            }
        }
        for row in history.products {
            checkFinal(RegisterID(kind: .price, owner: row.id), row.price, row.source)
            checkFinal(RegisterID(kind: .sku, owner: row.id), Int64(row.sku.index), row.source)
        }
        for row in history.businesses {
            checkFinal(RegisterID(kind: .terms, owner: row.id), row.terms, row.source)
        }
    }

    /// Checks that a final row holds a value that may have been set last.
    private mutating func checkFinal(_ id: RegisterID, _ value: Int64, _ source: Source) {
        guard let register = registers[id], !taint.contains(id) else { return }
        let options = register.options(of: value, observedBy: -1)
        // A value that a known change replaced was not the last one.
        let isReplaced = register.successors(of: value).contains { register.writes[$0].value != value }
        if !isReplaced, options.contains(where: { $0.window.until.time == Bound.final.time }) { return }
        let proof =
            options.map(\.window.until.call).filter { $0 >= 0 }.map { Int($0) }
            + register.successors(of: value).map { index in
                let command = commands.ofJournal[Int(register.writes[index].writer)]
                return commands.all[Int(command)].attempts[0]
            }
        report(
            .register, "the final \(describe(id)) is \(describe(value, of: id)), which was not set last",
            ["row \(text(source))"] + describe(calls: proof.prefix(3)))
        taint.subjects.insert(.register(id))
    }

    func describe(_ id: RegisterID) -> String {
        switch id.kind {
        case .price: "price of \(text(id.owner))"
        case .sku: "SKU of \(text(id.owner))"
        case .terms: "payment terms of \(text(id.owner))"
        }
    }

    private func describe(_ value: Int64, of id: RegisterID) -> String {
        id.kind == .sku ? text(Name(index: Int32(value))) : "\(value)"
    }
}
