import JoskLedger
import JoskLibPQ

extension ProductLookup {
    fileprivate var column: String {
        switch self {
        case .id: "id"
        case .sku: "sku"
        }
    }

    fileprivate func bind(_ parameters: inout Parameters) {
        switch self {
        case .id(let id): parameters.append(id)
        case .sku(let sku): parameters.append(sku)
        }
    }
}

struct FindProduct: PostgresStatement {
    let business: Business.ID
    let lookup: ProductLookup

    var name: String { "josk_FindProduct_\(lookup.column)" }
    var sql: String {
        "SELECT \(ProductRow.columns) FROM josk.products WHERE business_id = $1 AND \(lookup.column) = $2"
    }

    func bind(_ parameters: inout Parameters) {
        parameters.append(business)
        lookup.bind(&parameters)
    }

    static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> ProductRow {
        try ProductRow(from: &row)
    }
}
