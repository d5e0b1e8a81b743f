extension FirstMigration {
    /// The statements that create the stock movements, which are chained as the entries of the ledger are.
    static let stock = [
        """
        CREATE TABLE josk.stock_movements (
            business_id uuid NOT NULL,
            product_id uuid NOT NULL,
            sequence bigint NOT NULL CHECK (sequence >= 1),
            kind text COLLATE "C" NOT NULL,
            quantity bigint NOT NULL CHECK (quantity <> 0),
            stock bigint NOT NULL CHECK (stock BETWEEN 0 AND 1000000000000000),
            previous_sequence bigint GENERATED ALWAYS AS (NULLIF(sequence - 1, 0)) STORED,
            previous_stock bigint GENERATED ALWAYS AS (stock - quantity) STORED,
            moved_at timestamptz NOT NULL CHECK (isfinite(moved_at)),
            command_id uuid NOT NULL,
            order_id uuid,
            refund_number bigint,
            reference text COLLATE "C" CHECK (octet_length(reference) BETWEEN 1 AND 255),
            reason text COLLATE "C" CHECK (octet_length(reason) BETWEEN 1 AND 1000),

            PRIMARY KEY (business_id, product_id, sequence),
            CONSTRAINT stock_movements_head UNIQUE (business_id, product_id, sequence, stock),
            FOREIGN KEY (business_id, product_id) REFERENCES josk.products (business_id, id),
            CONSTRAINT stock_movements_chain FOREIGN KEY (business_id, product_id, previous_sequence, previous_stock)
                REFERENCES josk.stock_movements (business_id, product_id, sequence, stock),
            FOREIGN KEY (business_id, order_id) REFERENCES josk.orders (business_id, id),
            FOREIGN KEY (business_id, order_id, refund_number)
                REFERENCES josk.refunds (business_id, order_id, number),
            CONSTRAINT starts_at_zero CHECK (sequence > 1 OR stock = quantity),
            CONSTRAINT quantity_fits_kind CHECK (CASE kind
                WHEN 'receipt' THEN quantity > 0
                WHEN 'sale' THEN quantity < 0
                WHEN 'return' THEN quantity > 0
                WHEN 'adjustment' THEN true
                ELSE false END),
            CONSTRAINT details_fit_kind CHECK (
                (order_id IS NOT NULL) = (kind IN ('sale', 'return'))
                AND (refund_number IS NOT NULL) = (kind = 'return')
                AND (reference IS NULL OR kind = 'receipt')
                AND (reason IS NOT NULL) = (kind = 'adjustment'))
        )
        """
    ]
}
