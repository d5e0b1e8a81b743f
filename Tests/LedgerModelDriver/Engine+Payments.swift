internal import JoskLedger
internal import LedgerModel

extension Engine {
    func performPayment(_ call: Call) async throws -> Answer {
        switch call.command {
        case .recordPayment: try await recordPayment(call)
        case .reversePayment(let customer, let entry, let reason):
            try await reverse(customer, entry, reason, call)
        case .payOut: try await payOut(call)
        case .adjustBalance: try await adjustBalance(call)
        default: throw Untranslatable()
        }
    }

    private func recordPayment(_ call: Call) async throws -> Answer {
        guard case .recordPayment(let customer, let amount, let reference, let effective) = call.command
        else { throw Untranslatable() }
        let paid = try money(amount)
        let note: PaymentReference? = try optional(reference)
        let day: CalendarDate? = try optional(effective)
        do throws(RecordPaymentError) {
            let receipt = try await call.tenant.recordPayment(
                of: paid, by: identities.identifier(customer), reference: note, effectiveDate: day,
                idempotencyKey: call.key, metadata: call.metadata)
            return accepted(
                .payment(
                    customer: identities.number(receipt.customerID), entry: receipt.entrySequence,
                    amount: receipt.amount.plain, balance: receipt.balance.plain,
                    effective: receipt.effectiveDate.daysSince1970,
                    recordedAt: receipt.recordedAt.microseconds))
        } catch {
            return try answer(error, to: call)
        }
    }

    private func reverse(
        _ customer: Int, _ entry: Int64, _ reason: Plain.Text, _ call: Call
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

    private func payOut(_ call: Call) async throws -> Answer {
        guard case .payOut(let customer, let amount, let reference, let effective) = call.command else {
            throw Untranslatable()
        }
        let paid = try money(amount)
        let note: PaymentReference? = try optional(reference)
        let day: CalendarDate? = try optional(effective)
        do throws(PayOutError) {
            return written(
                try await call.tenant.payOut(
                    paid, to: identities.identifier(customer), reference: note, effectiveDate: day,
                    idempotencyKey: call.key, metadata: call.metadata))
        } catch {
            return try answer(error, to: call)
        }
    }

    private func adjustBalance(_ call: Call) async throws -> Answer {
        guard
            case .adjustBalance(let customer, let amount, let adjustment, let reason, let effective) =
                call.command
        else { throw Untranslatable() }
        let change = try money(amount)
        let why: Reason = try text(reason)
        let day: CalendarDate? = try optional(effective)
        let kind: LedgerEntry.Adjustment =
            switch adjustment {
            case .openingBalance(let due): .openingBalance(due: try date(due))
            case .writeOff: .writeOff
            case .goodwill: .goodwill
            case .correction: .correction
            }
        do throws(AdjustBalanceError) {
            return written(
                try await call.tenant.adjustBalance(
                    of: identities.identifier(customer), by: change, as: kind, reason: why,
                    effectiveDate: day, idempotencyKey: call.key, metadata: call.metadata))
        } catch {
            return try answer(error, to: call)
        }
    }

    private func written(_ receipt: LedgerReceipt) -> Answer {
        accepted(
            .ledger(
                customer: identities.number(receipt.customerID), entry: receipt.entrySequence,
                amount: receipt.amount.plain, balance: receipt.balance.plain,
                recordedAt: receipt.recordedAt.microseconds))
    }
}
