// The code of the article "Running on PostgreSQL". It needs a server, so it runs only if its URLs are in the
// environment.

import Foundation
import JoskLedger
import JoskPostgres
import Logging

func openShop(operatorURL: String, applicationURL: String) async throws {
    try await PostgresStore.migrate(PostgresConfiguration(url: operatorURL), applicationRole: "josk_app")

    var configuration = PostgresConfiguration(url: applicationURL)
    configuration.maximumConnections = 16
    configuration.commandTimeout = .seconds(20)

    try await withPostgresStore(configuration, logger: Logger(label: "josk.postgres")) { store in
        let ledger = Ledger(store: store)
        let shop = try await ledger.createBusiness(name: "Corner Shop", currency: .usd)
        print("created business \(shop.id)")
    }
}

func checkAtStart(_ store: PostgresStore) async throws {
    let check = await store.check(within: .seconds(1))
    if let error = check.error { throw error }
}

let environment = ProcessInfo.processInfo.environment
if let operatorURL = environment["OPERATOR_URL"], let applicationURL = environment["APPLICATION_URL"] {
    try await openShop(operatorURL: operatorURL, applicationURL: applicationURL)
}
