import JoskLedger
import JoskLibPQ

struct InsertCustomers: WritingStatement {
    let business: Business.ID
    let customers: [Customer]
    var rowCount: Int { customers.count }

    static let sql = """
        INSERT INTO josk.customers (business_id, id, name, reference, payment_term_days, is_active)
        SELECT b.id, u.* FROM josk.businesses AS b,
            unnest($2, $3, $4, $5, $6) AS u (id, name, reference, payment_term_days, is_active)
        WHERE b.id = $1 ORDER BY u.reference, u.id
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
