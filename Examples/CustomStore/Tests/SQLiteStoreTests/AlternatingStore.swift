import JoskLedger
import JoskTesting
import Synchronization

/// A store that sends each call to the next of several stores.
final class AlternatingStore: ForwardingStore {
    private let stores: [any Store]
    private let calls = Atomic(0)

    init(stores: [any Store]) { self.stores = stores }

    var store: any Store {
        stores[calls.wrappingAdd(1, ordering: .relaxed).newValue % stores.count]
    }
}
