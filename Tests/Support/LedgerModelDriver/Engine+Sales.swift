internal import JoskLedger
internal import LedgerModel

extension Engine {
    mutating func purchase(_ request: Plain.Purchase, _ call: Call) async throws -> Answer {
        let wanted = try purchaseLines(request.lines)
        let key: OrderReference? = try optional(request.reference)
        let total = try request.expectedTotal.map { try money($0) }
        do throws(PurchaseError) {
            let receipt = try await call.tenant.purchase(
                by: identities.identifier(request.customer), lines: wanted,
                orderID: request.order.map { identities.identifier($0) }, reference: key,
                expectedTotal: total,
                idempotencyKey: call.key, metadata: call.metadata)
            return accepted(
                .purchase(
                    order: identities.number(receipt.orderID, ifNew: call.newNumber),
                    number: receipt.orderNumber, total: receipt.total.plain,
                    charge: receipt.charge.map {
                        Plain.Charge(entry: $0.entry.sequence, due: $0.dueDate.daysSince1970)
                    },
                    balance: receipt.balance.plain, available: receipt.availableCredit.plain,
                    placedAt: receipt.placedAt.microseconds), of: receipt)
        } catch {
            return try answer(error, to: call)
        }
    }

    func refund(
        order: Int, lines: [Plain.RefundLine], _ call: Call
    ) async throws -> Answer {
        let wanted = lines.map {
            RefundRequestLine(lineNumber: $0.number, quantity: $0.quantity, restock: $0.restock)
        }
        do throws(RefundError) {
            return refunded(
                try await call.tenant.refund(
                    order: identities.identifier(order), lines: wanted, idempotencyKey: call.key,
                    metadata: call.metadata))
        } catch {
            return try answer(error, to: call)
        }
    }

    func cancel(order: Int, restock: Bool, _ call: Call) async throws -> Answer {
        do throws(CancelOrderError) {
            return refunded(
                try await call.tenant.cancel(
                    order: identities.identifier(order), restock: restock, idempotencyKey: call.key,
                    metadata: call.metadata))
        } catch {
            return try answer(error, to: call)
        }
    }

    private func refunded(_ receipt: RefundReceipt) -> Answer {
        accepted(
            .refund(
                order: identities.number(receipt.refundID.orderID), number: receipt.refundID.number,
                total: receipt.total.plain, entry: receipt.entry?.sequence, balance: receipt.balance.plain,
                refundedAt: receipt.refundedAt.microseconds), of: receipt)
    }
}
