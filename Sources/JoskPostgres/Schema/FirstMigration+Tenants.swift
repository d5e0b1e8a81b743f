extension FirstMigration {
    /// The statements that create businesses, customers and products, whose rows change and are locked.
    static let tenants = [
        """
        CREATE TABLE josk.businesses (
            id uuid PRIMARY KEY,
            name text COLLATE "C" NOT NULL CHECK (octet_length(name) BETWEEN 1 AND 1000),
            currency text COLLATE "C" NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
            time_zone text COLLATE "C" NOT NULL CHECK (time_zone <> ''),
            payment_term_days int NOT NULL CHECK (payment_term_days BETWEEN 0 AND 3650),
            created_at timestamptz NOT NULL CHECK (isfinite(created_at))
        )
        """,
        """
        CREATE TABLE josk.customers (
            business_id uuid NOT NULL REFERENCES josk.businesses (id),
            id uuid NOT NULL,
            name text COLLATE "C" NOT NULL CHECK (octet_length(name) BETWEEN 1 AND 1000),
            reference text COLLATE "C" CHECK (octet_length(reference) BETWEEN 1 AND 255),
            payment_term_days int CHECK (payment_term_days BETWEEN 0 AND 3650),
            is_active boolean NOT NULL,
            PRIMARY KEY (business_id, id),
            CONSTRAINT customers_reference UNIQUE (business_id, reference)
        ) WITH (fillfactor = 80)
        """,
        """
        CREATE TABLE josk.products (
            business_id uuid NOT NULL REFERENCES josk.businesses (id),
            id uuid NOT NULL,
            sku text COLLATE "C" NOT NULL CHECK (octet_length(sku) BETWEEN 1 AND 255),
            name text COLLATE "C" NOT NULL CHECK (octet_length(name) BETWEEN 1 AND 1000),
            price bigint NOT NULL CHECK (price BETWEEN 0 AND 1000000000000000),
            is_active boolean NOT NULL,
            added_at timestamptz NOT NULL CHECK (isfinite(added_at)),
            stock bigint NOT NULL CHECK (stock BETWEEN 0 AND 1000000000000000),
            movement_count bigint NOT NULL CHECK (movement_count >= 0),
            moved_at timestamptz NOT NULL CHECK (isfinite(moved_at)),
            PRIMARY KEY (business_id, id)
        ) WITH (fillfactor = 50)
        """,
        // The condition is always true. It keeps statements that name no SKU from this index: for a table without rows and
        // statistics, PostgreSQL 18 expects one product in a business and would read all of them to find one by its id.
        """
        CREATE UNIQUE INDEX products_sku ON josk.products (business_id, sku) WHERE sku IS NOT NULL
        """,
    ]
}
