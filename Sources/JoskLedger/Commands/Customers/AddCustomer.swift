/// Adds a customer, and opens the customer's ledger with a credit limit.
package struct AddCustomer: Command {
    package static let kind = "add-customer"
    package static let needsFence = true

    package let id: NewIdentifier<Customer>
    package let name: Name
    package let reference: CustomerReference?
    package let creditLimit: Money
    package let paymentTerms: PaymentTerms?

    package var footprint: Footprint {
        Footprint(customers: [id.value], customerReferences: reference.map { [$0] } ?? [])
    }

    package func encodeRequest(into encoder: inout CanonicalEncoder) {
        encoder.append(id.supplied)
        encoder.append(name)
        encoder.append(reference)
        encoder.append(creditLimit)
        encoder.append(paymentTerms)
    }

    package func decide(on state: TransactionState) throws(AddCustomerRejection) -> Decision<
        AddCustomerReceipt
    > {
        if let mismatch = state.business.mismatch(with: creditLimit) { throw .currencyMismatch(mismatch) }
        if let violation = LimitViolation.check(
            .creditLimit, creditLimit.minorUnits, within: Limits.nonNegativeAmount)
            ?? paymentTerms?.violation
        {
            throw .outOfBounds(violation)
        }
        if state.customer(id.value) != nil { throw .alreadyExists(id.value) }
        if let reference, let holder = state.customerID(reference: reference) {
            throw .referenceTaken(reference, by: holder)
        }

        let customer = Customer(
            id: id.value, name: name, reference: reference, paymentTerms: paymentTerms, isActive: true)
        let entry = customer.firstEntry(creditLimit: creditLimit, on: state)
        var changes = TransactionChanges()
        changes.add(customer)
        changes.post(entry)
        let receipt = AddCustomerReceipt(
            entry: PostedEntry(entry), creditLimit: creditLimit, addedAt: entry.recordedAt)
        return Decision(receipt, changes)
    }
}

/// The result of adding a customer.
public struct AddCustomerReceipt: Sendable, Hashable, Codable {
    /// The ledger entry that opened the customer's ledger.
    public let entry: PostedEntry
    /// The initial credit limit.
    public let creditLimit: Money
    /// The time at which the ledger was opened.
    public let addedAt: Timestamp
}

extension AddCustomerReceipt {
    /// The customer.
    public var id: Customer.ID { entry.customerID }
}

extension AddCustomerReceipt: PostingReceipt {
    /// The ledger entry that opened the customer's ledger.
    public var postedEntry: PostedEntry? { entry }
}

/// The reasons why a customer was not added.
public enum AddCustomerRejection: Error, Sendable, Hashable, Codable {
    /// A customer with the identifier exists.
    case alreadyExists(Customer.ID)
    /// Another customer has the reference.
    case referenceTaken(CustomerReference, by: Customer.ID)
    /// The credit limit is not in the currency of the business.
    case currencyMismatch(CurrencyMismatch)
    /// The credit limit or the payment terms are out of bounds.
    case outOfBounds(LimitViolation)
}

extension AddCustomerRejection: DescribedError {
    /// The reason in one complete sentence, with the values that explain it.
    public var description: String {
        switch self {
        case .alreadyExists(let id): Sentence.exists("customer", id)
        case .referenceTaken(let reference, let holder):
            Sentence.taken("reference", reference, by: "customer", holder)
        case .currencyMismatch(let mismatch): mismatch.description
        case .outOfBounds(let violation): violation.description
        }
    }
}

extension AddCustomerRejection: CommandRejection {
    package enum Reason: String, RejectionReason {
        case alreadyExists = "already_exists"
        case referenceTaken = "reference_taken"
        case currencyMismatch = "currency_mismatch"
        case outOfBounds = "out_of_bounds"
    }

    package var reasons: Set<Reason> {
        switch self {
        case .alreadyExists: [.alreadyExists]
        case .referenceTaken: [.referenceTaken]
        case .currencyMismatch: [.currencyMismatch]
        case .outOfBounds: [.outOfBounds]
        }
    }
}

extension AddCustomerReceipt: CommandReceipt {
    package func encode(into encoder: inout CanonicalEncoder) {
        encoder.append(entry)
        encoder.append(creditLimit)
        encoder.append(addedAt)
    }

    package init(from decoder: inout CanonicalDecoder) throws(CanonicalDecodingError) {
        self.init(
            entry: try decoder.next(), creditLimit: try decoder.next(), addedAt: try decoder.next())
    }
}
