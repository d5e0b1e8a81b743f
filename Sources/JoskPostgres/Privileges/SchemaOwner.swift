/// The role that owns the schema, in every database of a server. Nobody logs in as it.
enum SchemaOwner {
    static let role = "josk_owner"
}
