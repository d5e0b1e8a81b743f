extension NaiveBusiness {
    mutating func addCustomer(
        _ request: Plain.AddCustomer, id: Int, now: Int64
    ) throws(Plain.Rejection) -> Plain.Receipt {
        try check(request.limit)
        try Bounds.check("creditLimit", request.limit.units, Bounds.notNegative)
        try Bounds.check(days: request.terms)
        if customers.contains(where: { $0.id == id }) { throw .alreadyExists(id) }
        try checkFree(request.reference, for: nil)
        customers.append(
            CustomerFact(
                id: id, name: request.name, reference: request.reference, terms: request.terms,
                isActive: true))
        entries.append(
            EntryFact(
                customer: id, kind: .opened, amount: 0, newLimit: request.limit.units, recordedAt: now,
                command: command))
        return .customer(id: id, limit: request.limit, entry: 1, addedAt: now)
    }

    private func checkFree(_ reference: Plain.Text?, for customer: Int?) throws(Plain.Rejection) {
        guard let reference else { return }
        for other in customers where other.reference == reference && other.id != customer {
            throw .referenceTaken(reference, by: other.id)
        }
    }

    mutating func changeCustomerReference(
        of customer: Int, to reference: Plain.Text?, now: Int64
    ) throws(Plain.Rejection) -> Plain.Receipt {
        let index = try indexOfCustomer(customer)
        try checkFree(reference, for: customer)
        customers[index].reference = reference
        return .customerChange(customer: customer, changedAt: now)
    }

    mutating func rename(
        customer: Int, to name: Plain.Text, now: Int64
    ) throws(Plain.Rejection) -> Plain.Receipt {
        customers[try indexOfCustomer(customer)].name = name
        return .customerChange(customer: customer, changedAt: now)
    }

    mutating func setActivity(
        customer: Int, isActive: Bool, now: Int64
    ) throws(Plain.Rejection) -> Plain.Receipt {
        customers[try indexOfCustomer(customer)].isActive = isActive
        return .customerChange(customer: customer, changedAt: now)
    }

    mutating func changeTerms(
        of customer: Int, to terms: Int?, now: Int64
    ) throws(Plain.Rejection) -> Plain.Receipt {
        try Bounds.check(days: terms)
        customers[try indexOfCustomer(customer)].terms = terms
        return .customerChange(customer: customer, changedAt: now)
    }

    mutating func changeBusinessTerms(
        to terms: Int, now: Int64
    ) throws(Plain.Rejection) -> Plain.Receipt {
        try Bounds.check(days: terms)
        self.terms = terms
        return .businessTerms(days: terms, changedAt: now)
    }

    mutating func changeLimit(
        of customer: Int, to limit: Plain.Amount, now: Int64
    ) throws(Plain.Rejection) -> Plain.Receipt {
        try check(limit)
        try Bounds.check("creditLimit", limit.units, Bounds.notNegative)
        _ = try indexOfCustomer(customer)
        let previous = amount(self.limit(of: customer))
        let entry = post(.limitChanged, to: customer, units: 0, newLimit: limit.units, now: now)
        return .limit(
            customer: customer, entry: entry.number, limit: limit, previous: previous,
            balance: amount(balance(of: customer)), changedAt: entry.at)
    }

    /// Appends an entry to a customer's ledger.
    mutating func post(
        _ kind: Plain.EntryKind, to customer: Int, units: Int64, newLimit: Int64? = nil, now: Int64
    ) -> (number: Int64, at: Int64) {
        let time = ledgerTime(of: customer, now: now)
        entries.append(
            EntryFact(
                customer: customer, kind: kind, amount: units, newLimit: newLimit, recordedAt: time,
                command: command))
        return (entryCount(of: customer), time)
    }
}
