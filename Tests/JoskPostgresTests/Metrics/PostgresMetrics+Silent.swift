import Metrics

@testable import JoskPostgres

extension PostgresMetrics {
    /// For a test that counts nothing.
    static let silent = PostgresMetrics(factory: NOOPMetricsHandler.instance)
}
