/// Renames a customer.
///
/// No fact contains the name, so the old name is not kept.
package struct RenameCustomer: Command {
    package static let kind = "rename-customer"

    package let customerID: Customer.ID
    package let name: Name

    package var footprint: Footprint { Footprint(customers: [customerID]) }

    package func encodeRequest(into encoder: inout CanonicalEncoder) {
        encoder.append(customerID)
        encoder.append(name)
    }

    package func decide(on state: TransactionState) throws(UnknownCustomerRejection) -> Decision<
        CustomerChangeReceipt
    > {
        guard var customer = state.customer(customerID)?.customer else { throw .unknownCustomer(customerID) }
        customer.name = name
        var changes = TransactionChanges()
        changes.change(customer)
        return Decision(CustomerChangeReceipt(customerID: customerID, changedAt: state.now), changes)
    }
}
