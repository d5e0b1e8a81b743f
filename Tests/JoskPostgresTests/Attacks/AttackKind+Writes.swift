import JoskLibPQ

@testable import JoskPostgres

extension AttackKind {
    static let writes = AttackKind(
        heading: "Writing another tenant's rows",
        attacks: [
            Attack(
                "Update another tenant's rows in columns that may change",
                any: [
                    "UPDATE josk.businesses SET payment_term_days = 0 WHERE id = '{tenant}'",
                    "UPDATE josk.customers SET name = 'Mallory' WHERE business_id = '{tenant}'",
                    "UPDATE josk.products SET stock = 0 WHERE business_id = '{tenant}'",
                    "UPDATE josk.customers AS c SET name = 'Mallory' FROM josk.orders AS o "
                        + "WHERE o.business_id <> '{own tenant}' OR c.business_id <> '{own tenant}'",
                ], .nothing),
            Attack(
                "Update all rows, and return their tenants (RETURNING)",
                "BEGIN",
                "WITH changed AS (UPDATE josk.products SET price = 0 RETURNING business_id) "
                    + "SELECT FROM changed WHERE business_id <> '{own tenant}'", is: .nothing),
            Attack(
                "Insert a row for another tenant",
                eachTable { table, key in ["INSERT INTO \(table) (\(key)) VALUES ('{tenant}')"] },
                .refused("42501")),
            Attack(
                "Insert a row for another tenant, and return it (RETURNING)",
                eachTable { table, key in ["INSERT INTO \(table) (\(key)) VALUES ('{tenant}') RETURNING *"] },
                .refused("42501")),
            Attack(
                "Insert a row for another tenant with no tenant set", by: .withoutTenant,
                eachTable { table, key in ["INSERT INTO \(table) (\(key)) VALUES ('{tenant}')"] },
                .refused("42501")),
            Attack(
                "Copy another tenant's rows to the attacker's own (INSERT … SELECT)",
                any: [
                    "INSERT INTO josk.customers (business_id, id, name, is_active) "
                        + "SELECT '{own tenant}', id, name, true FROM josk.customers "
                        + "WHERE business_id = '{tenant}'"
                ], .nothing),
            Attack(
                "Insert a row that conflicts with another tenant's (ON CONFLICT DO NOTHING)",
                any: [
                    ForgedRow.customer("{tenant}", id: "{customer}") + " ON CONFLICT DO NOTHING",
                    ForgedRow.customer("{tenant}", id: "{nowhere}", reference: "'victim-customer'")
                        + " ON CONFLICT (business_id, reference) DO NOTHING",
                ], .refused("42501")),
            Attack(
                "Update another tenant's row on a conflict (ON CONFLICT DO UPDATE)",
                any: [
                    ForgedRow.customer("{tenant}", id: "{customer}") + onConflict + "SET name = 'Mallory'",
                    ForgedRow.customer("{tenant}", id: "{customer}") + onConflict
                        + "SET name = 'Mallory' "
                        + "WHERE 1 / (CASE WHEN customers.name LIKE 'victim%' THEN 0 END) = 0",
                ], .refused("42501")),
            Attack(
                "Update another tenant's row on a conflict through a view of the attacker's own",
                [
                    [
                        "CREATE TEMP VIEW v AS SELECT * FROM josk.customers WHERE name <> ''",
                        "INSERT INTO v (business_id, id, name, is_active) "
                            + "VALUES ('{tenant}', '{customer}', 'Mallory', true) "
                            + "ON CONFLICT (business_id, id) DO UPDATE SET name = 'Mallory'",
                    ]
                ], .refused("42501")),
            Attack(
                "Update another tenant's row with MERGE",
                any: [
                    merge + "WHEN MATCHED THEN UPDATE SET name = 'Mallory'"
                ], .nothing),
            Attack(
                "Insert or delete another tenant's row with MERGE",
                any: [
                    merge + "WHEN NOT MATCHED THEN INSERT (business_id, id, name, is_active) "
                        + "VALUES ('{tenant}', v.id, 'Mallory', true)",
                    merge + "WHEN MATCHED THEN DELETE",
                ], .refused("42501")),
            Attack(
                "Move the attacker's own rows to another tenant (UPDATE … SET business_id)",
                eachTable { table, key in ["UPDATE \(table) SET \(key) = '{tenant}'"] }, .refused("42501")),
            Attack(
                "Copy in rows (COPY … FROM STDIN)",
                eachTable { table, _ in ["COPY \(table) FROM STDIN"] }, .refused("0A000")),
            Attack(
                "Delete rows, even the attacker's own", eachTable { table, _ in ["DELETE FROM \(table)"] },
                .refused("42501")),
            Attack(
                "Truncate a table", eachTable { table, _ in ["TRUNCATE \(table) CASCADE"] },
                .refused("42501")),
            Attack(
                "Write or lock the operator's tables",
                any: [
                    "UPDATE josk.cluster SET epoch = epoch + 1", "DELETE FROM josk.cluster",
                    "INSERT INTO josk.cluster (id) VALUES (true)", "DELETE FROM josk.migrations",
                    "INSERT INTO josk.migrations SELECT 3, 'x', '', now()",
                    "SELECT FROM josk.cluster FOR UPDATE",
                ], .refused("42501")),
        ])

    private static let merge =
        "MERGE INTO josk.customers AS c USING (VALUES ('{customer}'::uuid)) AS v (id) ON c.id = v.id "

    private static let onConflict = " ON CONFLICT (business_id, id) DO UPDATE "
}
