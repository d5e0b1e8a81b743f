import JoskTesting
import Testing

@testable import JoskLedger

/// Tests of the decisions on rows that a store of an application may load without any check.
@Suite("Commands on rows with extreme values")
struct ExtremeRowTests {
    /// A change of one column of the rows that a store loads.
    private typealias Damage = @Sendable (inout LoadedRows, Int64) -> Void

    private static let numbers: [Int64] = [
        .min, .min + 1, -1_000_000_000_000_000, -1, 0, 1, 1_000_000_000_000, 1_000_000_000_000_000, .max - 1,
        .max,
    ]

    private static let columns: [Damage] = [
        { rows, number in
            rows.customers = rows.customers.map {
                CustomerAccount(customer: $0.customer, lastEntry: $0.lastEntry, orderCount: number)
            }
        },
        { rows, number in rows.alterLastEntries { $0.sequence = number } },
        { rows, number in rows.alterLastEntries { $0.balance = .pence(number) } },
        { rows, number in rows.alterLastEntries { $0.creditLimit = .pence(number) } },
        { rows, number in rows.alterLastEntries { $0.recordedAt = Timestamp(microseconds: number) } },
        { rows, number in rows.alterProducts(stock: number) },
        { rows, number in rows.alterProducts(movementCount: number) },
        { rows, number in rows.alterProducts(price: .pence(number)) },
        { rows, number in rows.alterLines { $0.altered(quantity: number) } },
        { rows, number in rows.alterLines { $0.altered(unitPrice: .pence(number)) } },
        { rows, number in rows.alterOrders { $0.altered(total: .pence(number)) } },
        { rows, number in
            rows.payments = rows.payments.map {
                Payment(
                    entry: $0.entry.altered { $0.amount = .pence(number) },
                    reversalSequence: $0.reversalSequence)
            }
        },
    ]

    /// Runs each command on rows with one damaged column, and on rows with several.
    private struct Visitor: CommandVisitor {
        let seed: UInt64

        func visit<C: Command>(_ command: C, in shop: StorelessShop) throws {
            let request = Request(command, key: nil, metadata: .empty)
            let rows = shop.rows(of: request.footprint)
            for column in columns {
                for number in numbers {
                    var damaged = rows
                    column(&damaged, number)
                    try expectAnswer(to: request, from: damaged, in: shop)
                }
            }
            var generator = SeededGenerator(seed: seed)
            for _ in 0..<400 {
                var damaged = rows
                for _ in 0..<generator.number(in: 2...4) {
                    generator.element(of: columns)(&damaged, generator.element(of: numbers))
                }
                try expectAnswer(to: request, from: damaged, in: shop)
            }
        }

        /// Checks that a command ends in a receipt or in a rejection with a reason.
        private func expectAnswer<C: Command>(
            to request: Request<C>, from rows: LoadedRows, in shop: StorelessShop
        ) throws {
            var state = TransactionState(of: shop.id, footprint: request.footprint, rows: rows, now: shop.now)
            if case .failure(let error) = state.run(request) {
                guard case .rejected(let rejection) = error, !rejection.reasons.isEmpty else {
                    Issue.record("\(C.kind), seed \(seed): \(error)")
                    return
                }
            }
        }
    }

    @Test(
        "Every command on rows with extreme values ends in a receipt or a rejection with a reason",
        arguments: 1...4)
    func neverTraps(seed: UInt64) throws { try Sample().visitEach(Visitor(seed: seed)) }
}

extension LoadedRows {
    fileprivate mutating func alterLastEntries(_ edit: (inout EditableEntry) -> Void) {
        customers = customers.map {
            CustomerAccount(
                customer: $0.customer, lastEntry: $0.lastEntry.altered(edit), orderCount: $0.orderCount)
        }
    }

    fileprivate mutating func alterProducts(
        stock: Int64? = nil, movementCount: Int64? = nil, price: Money? = nil
    ) {
        products = products.map {
            ProductStock(
                product: $0.product.with(price: price), stock: stock ?? $0.stock,
                movementCount: movementCount ?? $0.movementCount, movedAt: $0.movedAt)
        }
    }

    fileprivate mutating func alterOrders(_ edit: (Order) -> Order) {
        orders = orders.map { record in
            let quantities = record.refundedQuantities.enumerated().map { ($0.offset + 1, $0.element) }
            return RefundableOrder(
                order: edit(record.order), refundCount: record.refundCount,
                refundedQuantities: Dictionary(uniqueKeysWithValues: quantities),
                refundedMinorUnits: record.refundedMinorUnits)
        }
    }

    fileprivate mutating func alterLines(_ edit: (OrderLine) -> OrderLine) {
        alterOrders { $0.altered(lines: $0.lines.map(edit)) }
    }
}
