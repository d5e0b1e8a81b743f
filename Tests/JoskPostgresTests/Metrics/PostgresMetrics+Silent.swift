import Metrics

@testable import JoskPostgres

extension PostgresMeters {
    /// For a test that counts nothing.
    static let silent = PostgresMeters(factory: NOOPMetricsHandler.instance)
}
