internal import JoskLedger

extension Shop {
    /// Every row of the shop, as a set: the journal comes in any order.
    func rows(on store: any Store) async throws -> Set<StoredRow> {
        try await store.scan(rowsIn: tenant.id, by: .owner, into: []) { rows, row in rows.insert(row) }
    }

    /// The rows by owner that a condition holds for, in their order.
    func rows(on store: any Store, where condition: @escaping @Sendable (StoredRow) -> Bool) async throws
        -> [StoredRow]
    {
        try await store.scan(rowsIn: tenant.id, by: .owner, into: []) { rows, row in
            if condition(row) { rows.append(row) }
        }
    }
}
