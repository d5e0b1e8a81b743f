/// Triggers that refuse to change a fact, behind the privileges that nobody has. They fire also where a session has
/// set itself to be a replica.
enum ImmutabilityMigration {
    /// As of this step: see ``FirstMigration``.
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
