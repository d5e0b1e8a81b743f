internal import JoskLedger
internal import LedgerModel

extension Engine {
    func recordPayment(_ payment: Plain.Payment, _ call: Call) async throws -> Answer {
        let paid = try money(payment.amount)
        let note: PaymentReference? = try optional(payment.reference)
        let day: CalendarDate? = try optional(payment.effective)
        do throws(RecordPaymentError) {
            let receipt = try await call.tenant.recordPayment(
                of: paid, by: identities.identifier(payment.customer), reference: note, effectiveDate: day,
                idempotencyKey: call.key, metadata: call.metadata)
            return accepted(
                .payment(
                    customer: identities.number(receipt.customerID), entry: receipt.entry.sequence,
                    amount: receipt.amount.plain, balance: receipt.balance.plain,
                    effective: receipt.effectiveDate.daysSince1970,
                    recordedAt: receipt.recordedAt.microseconds), of: receipt)
        } catch {
            return try answer(error, to: call)
        }
    }

    func reversePayment(
        _ entry: Int64, of customer: Int, reason: Plain.Text, _ call: Call
    ) async throws -> Answer {
        let why: Reason = try text(reason)
        do throws(ReversePaymentError) {
            return written(
                try await call.tenant.reverse(
                    payment: .init(customerID: identities.identifier(customer), entrySequence: entry),
                    reason: why, idempotencyKey: call.key, metadata: call.metadata))
        } catch {
            return try answer(error, to: call)
        }
    }

    func payOut(_ payment: Plain.Payment, _ call: Call) async throws -> Answer {
        let paid = try money(payment.amount)
        let note: PaymentReference? = try optional(payment.reference)
        let day: CalendarDate? = try optional(payment.effective)
        do throws(PayOutError) {
            return written(
                try await call.tenant.payOut(
                    paid, to: identities.identifier(payment.customer), reference: note, effectiveDate: day,
                    idempotencyKey: call.key, metadata: call.metadata))
        } catch {
            return try answer(error, to: call)
        }
    }

    func adjustBalance(_ request: Plain.BalanceAdjustment, _ call: Call) async throws -> Answer {
        let change = try money(request.amount)
        let why: Reason = try text(request.reason)
        let day: CalendarDate? = try optional(request.effective)
        let kind: LedgerEntry.Adjustment =
            switch request.adjustment {
            case .openingBalance(let due): .openingBalance(due: try date(due))
            case .writeOff: .writeOff
            case .goodwill: .goodwill
            case .correction: .correction
            }
        do throws(AdjustBalanceError) {
            return written(
                try await call.tenant.adjustBalance(
                    of: identities.identifier(request.customer), by: change, as: kind, reason: why,
                    effectiveDate: day, idempotencyKey: call.key, metadata: call.metadata))
        } catch {
            return try answer(error, to: call)
        }
    }

    private func written(_ receipt: LedgerEntryReceipt) -> Answer {
        accepted(
            .ledger(
                customer: identities.number(receipt.customerID), entry: receipt.entry.sequence,
                amount: receipt.amount.plain, balance: receipt.balance.plain,
                recordedAt: receipt.recordedAt.microseconds), of: receipt)
    }
}
