public import JoskLedger

extension StoreError.Code {
    /// The database's schema is not the one that this version of the library reads and writes.
    public static let schemaMismatch = StoreError.Code(
        "schemaMismatch", summary: "The service is not ready.")
    /// The store cannot work as it is configured, or on this system; the message names the setting.
    ///
    /// Examples are a connection string that cannot be read, a wrong port, a certificate that cannot be verified, and a
    /// business whose time zone this system does not know.
    public static let misconfigured = StoreError.Code(
        "misconfigured", summary: "The service is not ready.")
    /// The server's clock differs from the application's by more than ``PostgresConfiguration/maximumClockSkew``; the
    /// message has both times.
    ///
    /// One of the two clocks is wrong, and the time of a fact cannot be corrected later.
    public static let clockSkew = StoreError.Code("clockSkew", summary: "The service is not ready.")
    /// The role that the store connects as could bypass the isolation of tenants, or change rows that
    /// must not change.
    public static let unsafeRole = StoreError.Code(
        "unsafeRole", summary: "The service is not ready.")
    /// The server refused the connection or the statement permanently: the role, the password or the database is
    /// wrong, or a privilege is missing.
    public static let accessDenied = StoreError.Code(
        "accessDenied", summary: "The service is not ready.")
}
