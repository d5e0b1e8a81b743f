internal import JoskLedger

extension Tenant {
    /// Returns every row of the business in the store, in no particular order.
    func storedRows(in store: any Store) async throws -> [StoredRow] {
        try await store.scan(rowsIn: id, by: .owner, into: []) { rows, row in rows.append(row) }
    }
}
