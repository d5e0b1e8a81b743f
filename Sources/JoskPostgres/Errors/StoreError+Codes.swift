public import JoskLedger

extension StoreError.Code {
    /// The database's schema is not the one that this version of the library reads and writes.
    public static let schemaMismatch = StoreError.Code("schemaMismatch")
    /// The role that the store connects as could defeat the isolation of tenants, or change facts.
    public static let unsafeRole = StoreError.Code("unsafeRole")
    /// The server does not let the store do its work, and waiting does not change that: it refuses the role, its password
    /// or its address, has no such database, or has not granted a right.
    public static let accessDenied = StoreError.Code("accessDenied")
}
