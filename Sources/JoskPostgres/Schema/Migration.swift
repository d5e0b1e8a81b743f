import JoskLedger

/// One migration of the schema.
///
/// A released migration never changes: an applied migration is recognized by its checksum.
struct Migration: Sendable {
    let version: Int
    let name: String
    /// The statements, which run one after another, in one transaction, as the schema's owner.
    let statements: [String]

    /// The SHA-256 of the name and the statements.
    var checksum: ContentHash {
        var encoder = CanonicalEncoder()
        encoder.append(name)
        encoder.append(statements)
        return ContentHash(hashing: encoder.bytes)
    }

    /// All migrations in order: version n is at index n − 1.
    static let all: [Migration] = [
        Migration(version: 1, name: "tables", statements: FirstMigration.statements),
        // A migration of its own, because an engine that distributes tables refuses triggers on them.
        Migration(version: 2, name: "immutability", statements: ImmutabilityMigration.statements),
    ]
}
