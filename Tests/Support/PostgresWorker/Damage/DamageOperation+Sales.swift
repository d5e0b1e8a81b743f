// Commands for purchases, refunds and payments, and commands that share a transaction.

import Foundation
import JoskLedger

extension DamageOperation {
    static let sales: [DamageOperation] = [
        command(Purchase.kind, "purchase again under its key") { bench in
            try await bench.tenant.purchase(
                by: bench.scene.ada,
                lines: [
                    .init(bench.scene.tea, quantity: 5), .init(bench.scene.mug, quantity: 2),
                    .init(bench.scene.tea, quantity: 1),
                ], reference: "INV-1", idempotencyKey: DamageScene.purchaseKey)
        },
        command(Purchase.kind) { bench in
            try await bench.tenant.purchase(
                by: bench.scene.ada,
                lines: [.init(bench.scene.tea, quantity: 2), .init(bench.scene.mug, quantity: 1)])
        },
        command(Purchase.kind, "purchase under the identifier of another order") { bench in
            try await bench.tenant.purchase(
                by: bench.scene.bob, lines: [.init(bench.scene.leaflet, quantity: 1)],
                orderID: bench.scene.whole)
        },
        command(RefundOrder.kind) {
            try await $0.tenant.refund(order: $0.scene.whole, lines: [.init(lineNumber: 1, quantity: 2)])
        },
        command(RefundOrder.kind, "refund of an order with refunds") { bench in
            try await bench.tenant.refund(
                order: bench.scene.refunded,
                lines: [.init(lineNumber: 1, quantity: 1), .init(lineNumber: 1, quantity: 1, restock: false)])
        },
        command(RefundOrder.kind, "refund of the largest quantity") { bench in
            let quantity = Limits.quantity.upperBound
            return try await bench.tenant.refund(
                order: bench.scene.whole,
                lines: (0..<4).map { _ in .init(lineNumber: 2, quantity: quantity / 4) })
        },
        command(CancelOrder.kind) { try await $0.tenant.cancel(order: $0.scene.cancellable) },
        command(CancelOrder.kind, "cancel-order of an order with many refunds") {
            try await $0.tenant.cancel(order: $0.scene.refunded, restock: false)
        },
    ]

    static let payments: [DamageOperation] = [
        command(RecordPayment.kind) {
            try await $0.tenant.recordPayment(of: $0.pence(100), by: $0.scene.ada, reference: "BANK-2")
        },
        command(RecordPayment.kind, "record-payment of the largest amount") {
            try await $0.tenant.recordPayment(of: $0.pence(Limits.amount.upperBound), by: $0.scene.bob)
        },
        command(ReversePayment.kind) {
            try await $0.tenant.reverse(payment: $0.scene.payment, reason: "bounced")
        },
        command(ReversePayment.kind, "reverse-payment of a reversed payment") {
            try await $0.tenant.reverse(payment: $0.scene.reversed, reason: "bounced")
        },
        command(PayOut.kind) { try await $0.tenant.payOut($0.pence(50), to: $0.scene.bob) },
        command(AdjustBalance.kind) {
            try await $0.tenant.adjustBalance(
                of: $0.scene.ada, by: $0.pence(-75), as: .goodwill, reason: "late delivery")
        },
        command(AdjustBalance.kind, "adjust-balance by the largest amount") {
            try await $0.tenant.adjustBalance(
                of: $0.scene.ada, by: $0.pence(Limits.amount.upperBound), as: .correction, reason: "mistyped")
        },
        command(ChangeCreditLimit.kind) {
            try await $0.tenant.changeCreditLimit(of: $0.scene.bob, to: $0.pence(77_000))
        },
    ]

    /// Commands that share a transaction, so that each follows the one before it in memory.
    static let together: [DamageOperation] = [
        bulk(AddCustomer.kind, "many customers") { bench in
            await bench.tenant.addCustomers(
                ["Kim", "Lee"].map { NewCustomer(name: $0, creditLimit: bench.pence(1)) })
        },
        bulk(AddProduct.kind, "many products") { bench in
            await bench.tenant.addProducts([
                .init(sku: "PEN-1", name: "Pen", price: bench.pence(1), stock: 3),
                .init(sku: "PEN-2", name: "Pencil", price: bench.pence(2)),
            ])
        },
        bulk(AdjustBalance.kind, "many opening balances") { bench in
            await bench.tenant.recordOpeningBalances(
                (1...5).map {
                    OpeningBalance(
                        of: bench.scene.ada, amount: bench.pence($0), due: .init(of: .now, in: .gmt))
                })
        },
        command(Purchase.kind, "many purchases") { bench in
            try await concurrently(6) {
                try await bench.tenant.purchase(
                    by: bench.scene.ada, lines: [.init(bench.scene.tea, quantity: 1)])
            }
        },
        command(RefundOrder.kind, "many refunds") { bench in
            try await concurrently(3) {
                try await bench.tenant.refund(
                    order: bench.scene.whole, lines: [.init(lineNumber: 2, quantity: 1)])
            }
        },
        command(ReceiveGoods.kind, "many receipts of goods") { bench in
            try await concurrently(6) {
                try await bench.tenant.receiveGoods(of: bench.scene.tea, quantity: 1)
            }
        },
    ]

    /// Runs the same command several times at once; all but the first share a transaction.
    private static func concurrently<Value: Sendable>(
        _ count: Int, _ body: @escaping @Sendable () async throws -> Value
    ) async throws -> [Value] {
        try await withThrowingTaskGroup(of: Value.self) { group in
            for _ in 0..<count { group.addTask { try await body() } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }
}
