import JoskLedger
import JoskLibPQ

/// An update that clears the references that change, so that one customer can take the reference of another.
///
/// A constraint that is checked at the end of the statement would do the same. But its index does not wait when a row
/// is inserted: two processes that add the same references would each insert theirs, and then wait for one another.
struct FreeReferences: FixedStatement {
    typealias Row = Never
    let business: Business.ID
    let customers: [Customer]

    static let sql = """
        UPDATE josk.customers AS t SET reference = NULL
        \(KeyedLookup.updated(in: "customers", from: "id", "reference"))
            AND t.reference IS DISTINCT FROM u.reference
        """

    func bind(_ parameters: inout Parameters) {
        parameters.append(business)
        parameters.append(array: customers.map(\.id))
        parameters.append(array: customers.map(\.reference))
    }
}

struct UpdateCustomers: WritingStatement {
    let business: Business.ID
    let customers: [Customer]
    var rowCount: Int { customers.count }

    static let sql = """
        UPDATE josk.customers AS t
        SET name = u.name, reference = u.reference, payment_term_days = u.payment_term_days,
            is_active = u.is_active
        \(KeyedLookup.updated(
            in: "customers", from: "id", "name", "reference", "payment_term_days", "is_active"))
        """

    func bind(_ parameters: inout Parameters) {
        parameters.append(business)
        parameters.append(array: customers.map(\.id))
        parameters.append(array: customers.map(\.name))
        parameters.append(array: customers.map(\.reference))
        parameters.append(array: customers.map { $0.paymentTerms.map { Int32(clamping: $0.days) } })
        parameters.append(array: customers.map(\.isActive))
    }
}
