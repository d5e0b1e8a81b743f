public import Foundation
public import Logging

/// A purchase engine on a store: what a host holds for as long as it runs.
///
///     let ledger = Ledger(store: InMemoryStore())
///     let shop = try await ledger.createBusiness(name: "Corner Shop", currency: .usd)
///     let tenant = ledger.tenant(shop.id)
///
/// A ledger holds no state of its own. Any number of them, in any number of processes, may share a store.
public struct Ledger: Sendable {
    let store: any Store
    let logger: Logger

    /// An engine on a store.
    ///
    /// - Parameters:
    ///   - store: Where the businesses are kept.
    ///   - logger: Told of failures of the store, at level `error`. Rejections are not logged: they are
    ///     answers.
    public init(store: any Store, logger: Logger = Logger(label: "josk")) {
        self.store = store
        self.logger = logger
    }

    /// The way to one business's data; there is no other. It reads nothing: for a business that does not
    /// exist, commands fail with ``CommandError/unknownBusiness(_:)`` and reads find nothing.
    public func tenant(_ id: Business.ID) -> Tenant { Tenant(id: id, ledger: self) }

    /// Creates a business.
    ///
    /// It happens once by the identifier that the caller supplies: the same request again gives the first
    /// receipt, and another request with the same identifier is refused.
    ///
    /// - Parameters:
    ///   - id: The caller's identifier; a new one by default, which makes every call another business.
    ///   - name: What it is called.
    ///   - currency: The one currency of all its amounts. It never changes.
    ///   - timeZone: Decides on which day a charge is made, and so when it is due. The system's time zone
    ///     data gives its rules.
    ///   - terms: The payment terms of customers who have none of their own.
    ///   - metadata: What the host notes beside it in the journal.
    public func createBusiness(
        id: Business.ID = Business.ID(), name: Name, currency: Currency, timeZone: TimeZone = .gmt,
        terms: PaymentTerms = .days(30), metadata: Metadata = .none
    ) async throws(CreateBusinessError) -> CreateBusinessReceipt {
        let command = CreateBusiness(name: name, currency: currency, timeZone: timeZone, terms: terms)
        do throws(CreateBusinessError) {
            return try await tenant(id).submit(command, key: CreateBusiness.key, metadata: metadata)
        } catch .keyReused {
            // The key is the same for every business. That it was used says that this business exists.
            throw .rejected(.alreadyExists(id))
        }
    }
}

/// Why ``Ledger/createBusiness(id:name:currency:timeZone:terms:metadata:)`` did not create one.
public typealias CreateBusinessError = CommandError<CreateBusinessRejection>
