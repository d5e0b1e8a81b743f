internal import JoskLedger
internal import LedgerModel

extension Engine {
    mutating func performSale(_ call: Call) async throws -> Answer {
        switch call.command {
        case .purchase: try await purchase(call)
        case .refund(let order, let lines): try await refund(order, lines, call)
        case .cancelOrder(let order, let restock): try await cancel(order, restock, call)
        default: throw Untranslatable()
        }
    }

    private mutating func purchase(_ call: Call) async throws -> Answer {
        guard case .purchase(let order, let customer, let lines, let reference, let expected) = call.command
        else { throw Untranslatable() }
        let wanted = try purchaseLines(lines)
        let key: OrderReference? = try optional(reference)
        let total = try expected.map { try money($0) }
        do throws(PurchaseError) {
            let receipt = try await call.tenant.purchase(
                by: identities.identifier(customer), lines: wanted,
                orderID: order.map { identities.identifier($0) }, reference: key, expectedTotal: total,
                idempotencyKey: call.key, metadata: call.metadata)
            return accepted(
                .purchase(
                    order: identities.number(receipt.orderID, ifNew: call.newNumber),
                    number: receipt.orderNumber, total: receipt.total.plain,
                    charge: receipt.charge.map {
                        Plain.Charge(entry: $0.entrySequence, due: $0.dueDate.daysSince1970)
                    },
                    balance: receipt.balance.plain, available: receipt.availableCredit.plain,
                    placedAt: receipt.placedAt.microseconds))
        } catch {
            return try answer(error, to: call)
        }
    }

    private func refund(_ order: Int, _ lines: [Plain.RefundLine], _ call: Call) async throws -> Answer {
        let wanted = lines.map {
            RefundRequestLine(lineNumber: $0.number, quantity: $0.quantity, restock: $0.restock)
        }
        do throws(RefundError) {
            return refunded(
                try await call.tenant.refund(
                    identities.identifier(order), lines: wanted, idempotencyKey: call.key,
                    metadata: call.metadata))
        } catch {
            return try answer(error, to: call)
        }
    }

    private func cancel(_ order: Int, _ restock: Bool, _ call: Call) async throws -> Answer {
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
                total: receipt.total.plain, entry: receipt.entrySequence, balance: receipt.balance.plain,
                refundedAt: receipt.refundedAt.microseconds))
    }
}
