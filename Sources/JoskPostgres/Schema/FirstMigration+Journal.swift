extension FirstMigration {
    /// The statements that create the journal of accepted commands, and the cluster's epoch.
    ///
    /// From the transaction's ID and the epoch, a feed derives which rows can still appear before the rows that it has
    /// read.
    static let journal = [
        """
        CREATE TABLE josk.journal (
            business_id uuid NOT NULL,
            key text COLLATE "C" NOT NULL CHECK (octet_length(key) BETWEEN 1 AND 255),
            id uuid NOT NULL,
            kind text COLLATE "C" NOT NULL,
            fingerprint bytea NOT NULL CHECK (octet_length(fingerprint) = 32),
            receipt bytea NOT NULL,
            fact_count int NOT NULL CHECK (fact_count >= 0),
            metadata json NOT NULL CHECK (json_typeof(metadata) = 'array'),
            recorded_at timestamptz NOT NULL CHECK (isfinite(recorded_at)),
            epoch int NOT NULL,
            xid xid8 NOT NULL,
            PRIMARY KEY (business_id, key),
            CONSTRAINT journal_id UNIQUE (business_id, id)
        )
        """,
        """
        CREATE TABLE josk.cluster (
            -- One row. An operator increments it when commits may be lost or numbered again: after restoring a
            -- dump, recovering to a point in time, or promoting a standby that had lost commits.
            id boolean PRIMARY KEY DEFAULT true CHECK (id),
            epoch int NOT NULL DEFAULT 1
        )
        """,
        "INSERT INTO josk.cluster DEFAULT VALUES",
    ]
}
