// The few columns that change. Customers and products are locked already. Their new keys are not: two transactions that
// change several to keys which the other wants too can deadlock, and one of them is then run again.

import JoskLedger
import JoskLibPQ

struct UpdateBusiness: WritingStatement {
    let business: Business
    var rowCount: Int { 1 }

    static let sql = "UPDATE josk.businesses SET payment_term_days = $2 WHERE id = $1"

    func bind(_ parameters: inout Parameters) {
        parameters.append(business.id)
        parameters.append(Int32(clamping: business.paymentTerms.days))
    }
}

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

/// Puts what nobody else has in the place of the SKUs that change: see ``FreeReferences``.
struct FreeSKUs: FixedStatement {
    typealias Row = Never
    let business: Business.ID
    let products: [Product]

    /// A control character and what nobody has thought of: an identifier that somebody knows could be somebody's SKU.
    static let sql = """
        UPDATE josk.products AS p SET sku = chr(1) || gen_random_uuid()::text
        FROM unnest($2, $3) AS u (id, sku)
        WHERE p.business_id = $1 AND p.id = u.id AND p.sku <> u.sku
        """

    func bind(_ parameters: inout Parameters) {
        parameters.append(business)
        parameters.append(array: products.map(\.id))
        parameters.append(array: products.map(\.sku))
    }
}

struct UpdateProducts: WritingStatement {
    let business: Business.ID
    let products: [Product]
    var rowCount: Int { products.count }

    static let sql = """
        UPDATE josk.products AS p
        SET sku = u.sku, name = u.name, price = u.price, is_active = u.is_active
        FROM unnest($2, $3, $4, $5, $6) AS u (id, sku, name, price, is_active)
        WHERE p.business_id = $1 AND p.id = u.id
        """

    func bind(_ parameters: inout Parameters) {
        parameters.append(business)
        parameters.append(array: products.map(\.id))
        parameters.append(array: products.map(\.sku))
        parameters.append(array: products.map(\.name))
        parameters.append(array: products.map(\.price.minorUnits))
        parameters.append(array: products.map(\.isActive))
    }
}

/// Takes over what the last movement of each product left.
struct UpdateStock: WritingStatement {
    let business: Business.ID
    let movements: [StockMovement]
    var rowCount: Int { movements.count }

    static let sql = """
        UPDATE josk.products AS p
        SET stock = u.stock, movement_count = u.sequence, moved_at = u.moved_at
        FROM unnest($2, $3, $4, $5) AS u (id, stock, sequence, moved_at)
        WHERE p.business_id = $1 AND p.id = u.id
        """

    func bind(_ parameters: inout Parameters) {
        parameters.append(business)
        parameters.append(array: movements.map(\.productID))
        parameters.append(array: movements.map(\.stock))
        parameters.append(array: movements.map(\.sequence))
        parameters.append(array: movements.map(\.movedAt))
    }
}
