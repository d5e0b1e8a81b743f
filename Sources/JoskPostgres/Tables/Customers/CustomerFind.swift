import JoskLedger
import JoskLibPQ

extension CustomerLookup {
    fileprivate var column: String {
        switch self {
        case .id: "id"
        case .reference: "reference"
        }
    }

    fileprivate func bind(_ parameters: inout Parameters) {
        switch self {
        case .id(let id): parameters.append(id)
        case .reference(let reference): parameters.append(reference)
        }
    }
}

struct FindCustomer: PostgresStatement {
    let business: Business.ID
    let lookup: CustomerLookup

    var name: String { "josk_FindCustomer_\(lookup.column)" }
    var sql: String {
        """
        SELECT \(CustomerAccountRow.columns)
        FROM josk.customers AS c
        \(LedgerHead.rows)
        WHERE c.business_id = $1 AND c.\(lookup.column) = $2
        """
    }

    func bind(_ parameters: inout Parameters) {
        parameters.append(business)
        lookup.bind(&parameters)
    }

    static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> CustomerAccountRow {
        try CustomerAccountRow(from: &row)
    }
}
