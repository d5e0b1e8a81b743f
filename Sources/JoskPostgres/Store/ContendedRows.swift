import JoskLedger
import JoskLibPQ

/// Which of the rows that a transaction could not lock in time somebody else holds.
///
/// Of commands that share a transaction only those that touch such a row have to wait for it. The others need not fail with
/// them, nor wait.
struct ContendedRows {
    let business: Business.ID
    let footprint: Footprint
    let settings: TransactionSettings

    /// Looks, in a transaction of its own that changes nothing; nothing is found if that fails, or if the rows have become
    /// free meanwhile.
    func find(on session: inout Session) -> Footprint {
        var batch = Batch(isPrepared: false)
        settings.appendBegin(in: business, to: &batch)
        let customers = places(of: footprint.customers, in: "customers", &batch)
        let products = places(of: footprint.products, in: "products", &batch)
        defer { session.rollBack() }
        do throws(PostgresError) {
            let answers = BatchAnswers(try session.run(batch.pipeline, by: settings.deadline))
            return Footprint(
                customers: try held(customers, answers), products: try held(products, answers))
        } catch {
            return Footprint()
        }
    }

    private typealias Places<Subject> = (
        all: Batch.Place<FindRows<Subject>>, free: Batch.Place<FindRows<Subject>>
    )

    private func places<Subject>(
        of identifiers: Set<Identifier<Subject>>, in table: String, _ batch: inout Batch
    ) -> Places<Subject> {
        func place(_ skipsLocked: Bool) -> Batch.Place<FindRows<Subject>> {
            batch.append(
                FindRows(business: business, table: table, identifiers: identifiers, skipsLocked: skipsLocked)
            )
        }
        return (place(false), place(true))
    }

    private func held<Subject>(
        _ places: Places<Subject>, _ answers: BatchAnswers
    ) throws(PostgresError) -> Set<Identifier<Subject>> {
        Set(try answers.rows(of: places.all)).subtracting(try answers.rows(of: places.free))
    }
}

/// Which of some identifiers there are; or of which nobody holds the row.
private struct FindRows<Subject>: PostgresStatement {
    let business: Business.ID
    let table: String
    let identifiers: Set<Identifier<Subject>>
    let skipsLocked: Bool

    var name: String { "josk_FindRows" }
    var sql: String {
        """
        SELECT id FROM \(Wanted.rows) JOIN josk.\(table) ON business_id = $1 AND id = wanted
        \(skipsLocked ? "ORDER BY id FOR NO KEY UPDATE OF \(table) SKIP LOCKED" : "")
        """
    }

    func bind(_ parameters: inout Parameters) {
        parameters.append(business)
        parameters.append(array: identifiers)
    }

    static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> Identifier<Subject> {
        try row.next()
    }
}
