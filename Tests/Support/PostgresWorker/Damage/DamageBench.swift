import JoskLedger
import JoskPostgres

/// The objects that an operation on damaged rows needs.
struct DamageBench: Sendable {
    let scene: DamageScene
    let ledger: Ledger
    let tenant: Tenant
    let store: PostgresStore
    /// The configuration of the application's role, and that of a superuser.
    let configurations: (application: PostgresConfiguration, superuser: PostgresConfiguration)

    init(
        _ scene: DamageScene, on store: PostgresStore,
        _ configurations: (application: PostgresConfiguration, superuser: PostgresConfiguration)
    ) {
        var queue = QueueConfiguration()
        queue.queueTimeout = .seconds(5)
        self.scene = scene
        self.store = store
        self.configurations = configurations
        ledger = Ledger(store: store, queue: queue)
        tenant = ledger.tenant(scene.business)
    }

    /// Returns an amount in the currency of the business.
    func pence(_ pence: Int64) -> Money { .gbp(minorUnits: pence) }
}

extension PostgresConfiguration {
    /// This configuration with timeouts of a few seconds, because a damaged row may fail a command again and again.
    var impatient: PostgresConfiguration {
        var configuration = self
        configuration.maximumConnections = 4
        configuration.lockTimeout = .seconds(1)
        configuration.commandTimeout = .seconds(3)
        configuration.readTimeout = .seconds(3)
        configuration.auditFetchTimeout = .seconds(5)
        return configuration
    }
}
