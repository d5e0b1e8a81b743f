import Testing

@testable import JoskLedger

@Suite("Audits of swapped rows")
struct SwappedRowTests {
    /// Swaps values between each two rows that pass a filter, and checks that the audit names exactly these
    /// two.
    private func check<Row: AuditedRow>(
        _ rows: WritableKeyPath<Facts, [Row]>, where areSwappable: (Row, Row) -> Bool,
        swap: (Row, Row) -> (Row, Row)
    ) throws {
        let facts = try History().facts
        let all = facts[keyPath: rows]
        var count = 0
        for one in all.indices {
            for other in all.indices.dropFirst(one + 1) where areSwappable(all[one], all[other]) {
                var damaged = facts
                (damaged[keyPath: rows][one], damaged[keyPath: rows][other]) = swap(all[one], all[other])
                let violations = damaged.audit().violations
                let both: Set = [all[one].auditRow, all[other].auditRow]
                #expect(Set(violations.map(\.row)) == both, "\(violations)")
                count += 1
            }
        }
        #expect(count > 0)
    }

    @Test("An audit names two entries with swapped amounts, and no other row")
    func amounts() throws {
        try check(\.entries) { one, other in
            one.customerID == other.customerID && one.amount != other.amount
        } swap: { one, other in
            (one.altered { $0.amount = other.amount }, other.altered { $0.amount = one.amount })
        }
    }

    @Test("An audit names two entries with swapped numbers, and no other row")
    func sequences() throws {
        try check(\.entries) { one, other in
            one.customerID == other.customerID
        } swap: { one, other in
            (one.altered { $0.sequence = other.sequence }, other.altered { $0.sequence = one.sequence })
        }
    }

    @Test("An audit names two movements with swapped quantities, and no other row")
    func quantities() throws {
        try check(\.movements) { one, other in
            one.productID == other.productID && one.quantity != other.quantity
        } swap: { one, other in
            (one.altered(quantity: other.quantity), other.altered(quantity: one.quantity))
        }
    }

    @Test("An audit names two movements with swapped products, and no other row")
    func products() throws {
        try check(\.movements) { one, other in
            one.productID != other.productID && one.sequence == other.sequence
        } swap: { one, other in
            (one.with(productID: other.productID), other.with(productID: one.productID))
        }
    }

    @Test("An audit names two orders with swapped numbers, and no other row")
    func numbers() throws {
        try check(\.orders) { one, other in
            one.customerID == other.customerID
        } swap: { one, other in
            (one.with(number: other.number), other.with(number: one.number))
        }
    }

    @Test("An audit names two orders with swapped lines, and no other row")
    func lines() throws {
        try check(\.orders) { one, other in
            one.lines != other.lines
        } swap: { one, other in
            (one.with(lines: other.lines), other.with(lines: one.lines))
        }
    }

    @Test("An audit names two refunds with swapped lines, and no other row")
    func refunds() throws {
        try check(\.refunds) { one, other in
            one.lines != other.lines
        } swap: { one, other in
            (one.with(lines: other.lines), other.with(lines: one.lines))
        }
    }

    @Test("An audit names two commands with swapped receipts, and no other row")
    func receipts() throws {
        try check(\.journal) { one, other in
            one.kind == other.kind
        } swap: { one, other in
            (one.with(receipt: other.receipt), other.with(receipt: one.receipt))
        }
    }

    @Test("An audit names two commands with swapped keys, and no other row")
    func keys() throws {
        try check(\.journal) { one, other in
            one.kind == other.kind
        } swap: { one, other in
            (one.with(key: other.key), other.with(key: one.key))
        }
    }
}
