import JoskLedger
import JoskLibPQ

extension OrderLookup {
    var column: String {
        switch self {
        case .id: "id"
        case .reference: "reference"
        }
    }

    func bind(_ parameters: inout Parameters) {
        switch self {
        case .id(let id): parameters.append(id)
        case .reference(let reference): parameters.append(reference)
        }
    }
}

struct FindOrder: PostgresStatement {
    let business: Business.ID
    let lookup: OrderLookup

    var name: String { "josk_FindOrder_\(lookup.column)" }
    var sql: String {
        """
        SELECT \(OrderRow.columns)
        FROM josk.orders AS o
        \(OrderRow.lines)
        WHERE o.business_id = $1 AND o.\(lookup.column) = $2
        """
    }

    func bind(_ parameters: inout Parameters) {
        parameters.append(business)
        lookup.bind(&parameters)
    }

    static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> OrderRow {
        try OrderRow(from: &row)
    }
}
