internal import JoskLedger

extension Shop {
    /// Every row of the shop, as a set: the journal comes in any order.
    func rows(on store: any Store) async throws -> Set<StoredRow> {
        try await store.fold(rowsIn: tenant.id, by: .owner, into: []) { rows, row in rows.insert(row) }
    }
}
