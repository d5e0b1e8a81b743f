extension FirstMigration {
    /// The statements that create the credit ledger, whose entries are chained by a foreign key.
    ///
    /// Without a trigger, the database refuses a forged balance, a gap, a fork, a charge beyond its limit, and a limit
    /// that is changed by an entry of another kind.
    static let ledger = [
        """
        CREATE TABLE josk.ledger_entries (
            business_id uuid NOT NULL,
            customer_id uuid NOT NULL,
            sequence bigint NOT NULL CHECK (sequence >= 1),
            kind text COLLATE "C" NOT NULL,
            amount bigint NOT NULL CHECK (amount BETWEEN -1000000000000000 AND 1000000000000000),
            balance bigint NOT NULL CHECK (balance BETWEEN -1000000000000000 AND 1000000000000000),
            credit_limit bigint NOT NULL CHECK (credit_limit BETWEEN 0 AND 1000000000000000),
            previous_sequence bigint GENERATED ALWAYS AS (NULLIF(sequence - 1, 0)) STORED,
            previous_balance bigint NOT NULL,
            previous_limit bigint NOT NULL,
            recorded_at timestamptz NOT NULL CHECK (isfinite(recorded_at)),
            command_id uuid NOT NULL,
            previous_hash bytea NOT NULL CHECK (octet_length(previous_hash) = 32),
            hash bytea NOT NULL CHECK (octet_length(hash) = 32),
            -- The facts that the kind names.
            order_id uuid,
            refund_number bigint,
            content bytea CHECK (octet_length(content) = 32),
            due_date date CHECK (isfinite(due_date)),
            effective_date date CHECK (isfinite(effective_date)),
            reference text COLLATE "C" CHECK (octet_length(reference) BETWEEN 1 AND 255),
            reversed_sequence bigint,
            adjustment text COLLATE "C",
            reason text COLLATE "C" CHECK (octet_length(reason) BETWEEN 1 AND 1000),
            charged_order_id uuid GENERATED ALWAYS AS (CASE WHEN kind = 'charge' THEN order_id END) STORED,
            credited bigint GENERATED ALWAYS AS (-amount) STORED,

            PRIMARY KEY (business_id, customer_id, sequence),
            CONSTRAINT ledger_entries_head UNIQUE (business_id, customer_id, sequence, balance, credit_limit),
            FOREIGN KEY (business_id, customer_id) REFERENCES josk.customers (business_id, id),
            CONSTRAINT ledger_entries_chain
                FOREIGN KEY (business_id, customer_id, previous_sequence, previous_balance, previous_limit)
                REFERENCES josk.ledger_entries (business_id, customer_id, sequence, balance, credit_limit),
            -- A charge has its order's total and customer; a refund entry has its refund's.
            CONSTRAINT ledger_entries_charge FOREIGN KEY (business_id, customer_id, charged_order_id, amount)
                REFERENCES josk.orders (business_id, customer_id, id, total),
            CONSTRAINT ledger_entries_refund
                FOREIGN KEY (business_id, customer_id, order_id, refund_number, credited)
                REFERENCES josk.refunds (business_id, customer_id, order_id, number, total),
            FOREIGN KEY (business_id, customer_id, reversed_sequence)
                REFERENCES josk.ledger_entries (business_id, customer_id, sequence),

            CONSTRAINT balance_is_sum CHECK (balance = previous_balance + amount),
            CONSTRAINT opened_once CHECK ((kind = 'opened') = (sequence = 1)),
            CONSTRAINT opened_at_zero CHECK (sequence > 1 OR (previous_balance = 0 AND previous_limit = 0)),
            CONSTRAINT limit_changes_openly CHECK (kind IN ('opened', 'limit') OR credit_limit = previous_limit),
            CONSTRAINT charge_within_limit CHECK (kind <> 'charge' OR balance <= credit_limit),
            CONSTRAINT payout_of_credit CHECK (kind <> 'payout' OR balance <= 0),
            CONSTRAINT amount_fits_kind CHECK (CASE kind
                WHEN 'opened' THEN amount = 0
                WHEN 'limit' THEN amount = 0
                WHEN 'charge' THEN amount > 0
                WHEN 'payment' THEN amount < 0
                WHEN 'refund' THEN amount < 0
                WHEN 'reversal' THEN amount > 0
                WHEN 'payout' THEN amount > 0
                WHEN 'adjustment' THEN amount <> 0
                ELSE false END),
            CONSTRAINT details_fit_kind CHECK (
                (order_id IS NOT NULL) = (kind IN ('charge', 'refund'))
                AND (content IS NOT NULL) = (kind IN ('charge', 'refund'))
                AND (refund_number IS NOT NULL) = (kind = 'refund')
                AND (due_date IS NOT NULL) = (kind = 'charge' OR adjustment IS NOT DISTINCT FROM 'opening-balance')
                AND (effective_date IS NOT NULL) = (kind IN ('payment', 'payout', 'adjustment'))
                AND (reference IS NULL OR kind IN ('payment', 'payout'))
                AND (reversed_sequence IS NOT NULL) = (kind = 'reversal')
                AND (adjustment IS NOT NULL) = (kind = 'adjustment')
                AND (reason IS NOT NULL) = (kind IN ('reversal', 'adjustment'))),
            CONSTRAINT adjustment_is_known CHECK (
                adjustment IN ('opening-balance', 'write-off', 'goodwill', 'correction')),
            CONSTRAINT reversal_of_earlier CHECK (reversed_sequence < sequence)
        )
        """,
        """
        -- A payment has at most one reversal.
        CREATE UNIQUE INDEX ledger_entries_reversal ON josk.ledger_entries (business_id, customer_id, reversed_sequence)
            WHERE reversed_sequence IS NOT NULL
        """,
        """
        -- An order has at most one charge, a refund at most one entry.
        CREATE UNIQUE INDEX ledger_entries_order ON josk.ledger_entries (business_id, order_id, refund_number)
            NULLS NOT DISTINCT WHERE order_id IS NOT NULL
        """,
        """
        CREATE INDEX ledger_entries_payment ON josk.ledger_entries (business_id, reference, customer_id, sequence)
            WHERE kind = 'payment' AND reference IS NOT NULL
        """,
    ]
}
