import Metrics

@testable import JoskPostgres

extension PostgresMetrics {
    /// Metrics for a test that counts nothing.
    static let silent = PostgresMetrics(factory: NOOPMetricsHandler.instance)
}
