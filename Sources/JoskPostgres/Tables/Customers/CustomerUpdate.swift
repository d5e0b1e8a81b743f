import JoskLedger
import JoskLibPQ

/// Takes away the references that change, so that one customer may get what another has.
///
/// A constraint that is looked at when the statement ends would do the same. But its index does not wait where a row
/// goes in: two hosts that add the same references would each put theirs in, and then wait for one another.
struct FreeReferences: FixedStatement {
    typealias Row = Never
    let business: Business.ID
    let customers: [Customer]

    static let sql = """
        UPDATE josk.customers AS c SET reference = NULL
        FROM unnest($2, $3) AS u (id, reference)
        WHERE c.business_id = $1 AND c.id = u.id AND c.reference IS DISTINCT FROM u.reference
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
        UPDATE josk.customers AS c
        SET name = u.name, reference = u.reference, payment_term_days = u.payment_term_days,
            is_active = u.is_active
        FROM unnest($2, $3, $4, $5, $6) AS u (id, name, reference, payment_term_days, is_active)
        WHERE c.business_id = $1 AND c.id = u.id
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
