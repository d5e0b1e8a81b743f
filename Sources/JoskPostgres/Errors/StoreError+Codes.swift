public import JoskLedger

extension StoreError.Code {
    /// The database's schema is not the one that this version of the library reads and writes.
    public static let schemaMismatch = StoreError.Code(
        "schemaMismatch", summary: "The service is not ready.")
    /// The role that the store connects as could bypass the isolation of tenants, or change rows that
    /// must not change.
    public static let unsafeRole = StoreError.Code(
        "unsafeRole", summary: "The service is not ready.")
    /// The server refused the connection or the statement permanently: the role, password, address or database is
    /// wrong, or a privilege is missing.
    public static let accessDenied = StoreError.Code(
        "accessDenied", summary: "The service is not ready.")
}
