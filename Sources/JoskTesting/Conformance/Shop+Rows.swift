internal import JoskLedger

extension Shop {
    /// Returns every row of the shop, as a set, because the journal can have any order.
    func rows(on store: any Store) async throws -> Set<StoredRow> {
        try await store.scan(rowsIn: tenant.id, by: .owner, into: []) { rows, row in rows.insert(row) }
    }

    /// Returns the rows that satisfy a condition, in the order of a scan by owner.
    func rows(on store: any Store, where condition: @escaping @Sendable (StoredRow) -> Bool) async throws
        -> [StoredRow]
    {
        try await store.scan(rowsIn: tenant.id, by: .owner, into: []) { rows, row in
            if condition(row) { rows.append(row) }
        }
    }
}
