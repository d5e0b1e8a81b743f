import JoskInMemory
import JoskLedger
import JoskTesting

/// A store whose scans, and so its audits, find no stock movements.
struct ForgetfulStore: ForwardingStore {
    let store: any Store = InMemoryStore()

    func scan<Result: Sendable>(
        rowsIn business: Business.ID, by order: RowOrder, into initial: Result,
        _ step: @escaping @Sendable (inout Result, StoredRow) -> Void
    ) async throws(StoreError) -> Result {
        try await store.scan(rowsIn: business, by: order, into: initial) { result, row in
            if case .stockMovement = row { return }
            step(&result, row)
        }
    }
}
