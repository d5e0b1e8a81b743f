/// The second migration: triggers that refuse to change a fact.
///
/// They are a layer of defence behind the privilege to change a fact, which no role has. They also fire in a session
/// that has set `session_replication_role` to `replica`.
enum ImmutabilityMigration {
    /// The tables whose rows never change, as of this migration: see ``FirstMigration``.
    private static let appendOnly = [
        "orders", "order_lines", "refunds", "refund_lines", "ledger_entries", "stock_movements", "journal",
    ]

    static let statements =
        [
            """
            CREATE FUNCTION josk.refuse_change() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $$
            BEGIN
                RAISE EXCEPTION 'rows of %.% never change', TG_TABLE_SCHEMA, TG_TABLE_NAME
                    USING ERRCODE = 'restrict_violation';
            END
            $$
            """
        ]
        + appendOnly.flatMap { table in
            [
                """
                CREATE TRIGGER immutable BEFORE UPDATE OR DELETE ON josk.\(table)
                FOR EACH ROW EXECUTE FUNCTION josk.refuse_change()
                """,
                """
                CREATE TRIGGER immutable_as_a_whole BEFORE TRUNCATE ON josk.\(table)
                FOR EACH STATEMENT EXECUTE FUNCTION josk.refuse_change()
                """,
                "ALTER TABLE josk.\(table) ENABLE ALWAYS TRIGGER immutable",
                "ALTER TABLE josk.\(table) ENABLE ALWAYS TRIGGER immutable_as_a_whole",
            ]
        }
}
