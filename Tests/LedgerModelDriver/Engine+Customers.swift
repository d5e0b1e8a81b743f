internal import JoskLedger
internal import LedgerModel

extension Engine {
    mutating func performOnCustomer(_ call: Call) async throws -> Answer {
        switch call.command {
        case .addCustomer: try await addCustomer(call)
        case .changeCreditLimit(let customer, let limit): try await changeLimit(customer, limit, call)
        case .changeBusinessTerms(let terms): try await changeBusinessTerms(terms, call)
        case .changePaymentTerms(let customer, let terms): try await changeTerms(customer, terms, call)
        case .changeReference(let customer, let reference):
            try await changeReference(customer, reference, call)
        case .renameCustomer(let customer, let name): try await rename(customer, name, call)
        case .setCustomerActivity(let customer, let isActive):
            try await setActivity(customer, isActive, call)
        default: throw Untranslatable()
        }
    }

    private mutating func addCustomer(_ call: Call) async throws -> Answer {
        guard case .addCustomer(let id, let name, let reference, let limit, let terms) = call.command else {
            throw Untranslatable()
        }
        let called: Name = try text(name)
        let key: CustomerReference? = try optional(reference)
        let creditLimit = try money(limit)
        do throws(AddCustomerError) {
            let receipt = try await call.tenant.addCustomer(
                id: id.map { identities.identifier($0) }, name: called, reference: key,
                creditLimit: creditLimit, paymentTerms: terms.map { .days($0) }, idempotencyKey: call.key,
                metadata: call.metadata)
            return accepted(
                .customer(
                    id: identities.number(receipt.id, ifNew: call.newNumber),
                    limit: receipt.creditLimit.plain, entry: receipt.entrySequence,
                    addedAt: receipt.addedAt.microseconds))
        } catch {
            return try answer(error, to: call)
        }
    }

    private func changeLimit(_ customer: Int, _ limit: Plain.Amount, _ call: Call) async throws -> Answer {
        let creditLimit = try money(limit)
        do throws(ChangeCreditLimitError) {
            let receipt = try await call.tenant.changeCreditLimit(
                of: identities.identifier(customer), to: creditLimit, idempotencyKey: call.key,
                metadata: call.metadata)
            return accepted(
                .limit(
                    customer: identities.number(receipt.customerID), entry: receipt.entrySequence,
                    limit: receipt.creditLimit.plain, previous: receipt.previousLimit.plain,
                    balance: receipt.balance.plain, changedAt: receipt.changedAt.microseconds))
        } catch {
            return try answer(error, to: call)
        }
    }

    private func changeBusinessTerms(_ terms: Int, _ call: Call) async throws -> Answer {
        do throws(ChangeBusinessTermsError) {
            let receipt = try await call.tenant.changePaymentTerms(
                to: .days(terms), idempotencyKey: call.key, metadata: call.metadata)
            return accepted(
                .businessTerms(
                    days: receipt.paymentTerms.days, changedAt: receipt.changedAt.microseconds))
        } catch {
            return try answer(error, to: call)
        }
    }

    private func changeTerms(_ customer: Int, _ terms: Int?, _ call: Call) async throws -> Answer {
        do throws(ChangePaymentTermsError) {
            return changed(
                try await call.tenant.changePaymentTerms(
                    of: identities.identifier(customer), to: terms.map { .days($0) },
                    idempotencyKey: call.key, metadata: call.metadata))
        } catch {
            return try answer(error, to: call)
        }
    }

    private func changeReference(
        _ customer: Int, _ reference: Plain.Text?, _ call: Call
    ) async throws -> Answer {
        let key: CustomerReference? = try optional(reference)
        do throws(ChangeCustomerReferenceError) {
            return changed(
                try await call.tenant.changeReference(
                    of: identities.identifier(customer), to: key, idempotencyKey: call.key,
                    metadata: call.metadata))
        } catch {
            return try answer(error, to: call)
        }
    }

    private func rename(_ customer: Int, _ name: Plain.Text, _ call: Call) async throws -> Answer {
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

    private func setActivity(_ customer: Int, _ isActive: Bool, _ call: Call) async throws -> Answer {
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
