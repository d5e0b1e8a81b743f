/// The role that owns the schema, in every database of a server.
///
/// It may not log in.
enum SchemaOwner {
    static let role = "josk_owner"
}
