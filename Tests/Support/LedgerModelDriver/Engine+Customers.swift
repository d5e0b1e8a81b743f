internal import JoskLedger
internal import LedgerModel

extension Engine {
    mutating func addCustomer(_ request: Plain.AddCustomer, _ call: Call) async throws -> Answer {
        let called: Name = try text(request.name)
        let key: CustomerReference? = try optional(request.reference)
        let creditLimit = try money(request.limit)
        do throws(AddCustomerError) {
            let receipt = try await call.tenant.addCustomer(
                id: request.id.map { identities.identifier($0) }, name: called, reference: key,
                creditLimit: creditLimit, paymentTerms: request.terms.map { .days($0) },
                idempotencyKey: call.key,
                metadata: call.metadata)
            return accepted(
                .customer(
                    id: identities.number(receipt.id, ifNew: call.newNumber),
                    limit: receipt.creditLimit.plain, entry: receipt.entry.sequence,
                    addedAt: receipt.addedAt.microseconds), of: receipt)
        } catch {
            return try answer(error, to: call)
        }
    }

    func changeLimit(of customer: Int, to limit: Plain.Amount, _ call: Call) async throws -> Answer {
        let creditLimit = try money(limit)
        do throws(ChangeCreditLimitError) {
            let receipt = try await call.tenant.changeCreditLimit(
                of: identities.identifier(customer), to: creditLimit, idempotencyKey: call.key,
                metadata: call.metadata)
            return accepted(
                .limit(
                    customer: identities.number(receipt.customerID), entry: receipt.entry.sequence,
                    limit: receipt.creditLimit.plain, previous: receipt.previousLimit.plain,
                    balance: receipt.balance.plain, changedAt: receipt.changedAt.microseconds), of: receipt)
        } catch {
            return try answer(error, to: call)
        }
    }

    func changeBusinessTerms(to terms: Int, _ call: Call) async throws -> Answer {
        do throws(ChangeDefaultPaymentTermsError) {
            let receipt = try await call.tenant.changeDefaultPaymentTerms(
                to: .days(terms), idempotencyKey: call.key, metadata: call.metadata)
            return accepted(
                .businessTerms(
                    days: receipt.paymentTerms.days, changedAt: receipt.changedAt.microseconds))
        } catch {
            return try answer(error, to: call)
        }
    }

    func changeTerms(of customer: Int, to terms: Int?, _ call: Call) async throws -> Answer {
        do throws(ChangePaymentTermsError) {
            return changed(
                try await call.tenant.changePaymentTerms(
                    of: identities.identifier(customer), to: terms.map { .days($0) },
                    idempotencyKey: call.key, metadata: call.metadata))
        } catch {
            return try answer(error, to: call)
        }
    }

    func changeCustomerReference(
        of customer: Int, to reference: Plain.Text?, _ call: Call
    ) async throws -> Answer {
        let key: CustomerReference? = try optional(reference)
        do throws(ChangeCustomerReferenceError) {
            return changed(
                try await call.tenant.changeCustomerReference(
                    of: identities.identifier(customer), to: key, idempotencyKey: call.key,
                    metadata: call.metadata))
        } catch {
            return try answer(error, to: call)
        }
    }

    func rename(customer: Int, to name: Plain.Text, _ call: Call) async throws -> Answer {
        let called: Name = try text(name)
        do throws(RenameCustomerError) {
            return changed(
                try await call.tenant.rename(
                    customer: identities.identifier(customer), to: called, idempotencyKey: call.key,
                    metadata: call.metadata))
        } catch {
            return try answer(error, to: call)
        }
    }

    func setActivity(customer: Int, isActive: Bool, _ call: Call) async throws -> Answer {
        do throws(SetCustomerActivityError) {
            let id: Customer.ID = identities.identifier(customer)
            return isActive
                ? changed(
                    try await call.tenant.activate(
                        customer: id, idempotencyKey: call.key, metadata: call.metadata))
                : changed(
                    try await call.tenant.deactivate(
                        customer: id, idempotencyKey: call.key, metadata: call.metadata))
        } catch {
            return try answer(error, to: call)
        }
    }

    private func changed(_ receipt: CustomerChangeReceipt) -> Answer {
        accepted(
            .customerChange(
                customer: identities.number(receipt.customerID), changedAt: receipt.changedAt.microseconds))
    }
}
