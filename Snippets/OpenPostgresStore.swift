// The code of the section on PostgreSQL in README.md. It needs a server with a migrated database.

import JoskLedger
import JoskPostgres

try await withPostgresStore(PostgresConfiguration(url: "postgresql://josk_app@localhost/shop")) { store in
    let ledger = Ledger(store: store)
    let shop = try await ledger.createBusiness(name: "Corner Shop", currency: .usd)
    print("created business \(shop.id)")
}
