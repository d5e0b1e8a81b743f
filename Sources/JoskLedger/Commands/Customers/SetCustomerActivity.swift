/// Allows or forbids purchases by a customer.
///
/// Payments and refunds are possible in either state.
package struct SetCustomerActivity: Command {
    package static let kind = "set-customer-activity"

    package let customerID: Customer.ID
    package let isActive: Bool

    package var footprint: Footprint { Footprint(customers: [customerID]) }

    package func encodeRequest(into encoder: inout CanonicalEncoder) {
        encoder.append(customerID)
        encoder.append(isActive)
    }

    package func decide(on state: TransactionState) throws(UnknownCustomerRejection) -> Decision<
        CustomerChangeReceipt
    > {
        guard var customer = state.customer(customerID)?.customer else { throw .unknownCustomer(customerID) }
        customer.isActive = isActive
        var changes = TransactionChanges()
        changes.change(customer)
        return Decision(CustomerChangeReceipt(customerID: customerID, changedAt: state.now), changes)
    }
}
