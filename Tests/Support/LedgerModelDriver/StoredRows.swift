internal import JoskLedger

extension Tenant {
    /// Every row that the store holds of the business, in whatever order.
    func storedRows(in store: any Store) async throws -> [StoredRow] {
        try await store.scan(rowsIn: id, by: .owner, into: []) { rows, row in rows.append(row) }
    }
}
