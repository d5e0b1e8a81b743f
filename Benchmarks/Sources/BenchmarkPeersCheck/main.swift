import BenchmarkPeers
import Foundation
import JoskLedger
import JoskPostgres
import Logging

let server = try PeerServer()
let silent = Logger(label: "check") { _ in SwiftLogNoOpLogHandler() }
try await PostgresStore.migrate(
    PostgresConfiguration(url: server.superuserURL), applicationRole: "josk_app", logger: silent)
let store = PostgresStore(PostgresConfiguration(url: server.applicationURL), logger: silent)
let ledger = Ledger(store: store, logger: silent)
for shop in [Shop.uniform, .hot, .smallTenants] { try await shop.open(in: ledger) }
await store.shutdown()
