extension FirstMigration {
    /// The statements that create orders and refunds with their lines, which never change.
    static let orders = [
        """
        CREATE TABLE josk.orders (
            business_id uuid NOT NULL,
            id uuid NOT NULL,
            customer_id uuid NOT NULL,
            number bigint NOT NULL CHECK (number BETWEEN 1 AND 1000000000000000),
            reference text COLLATE "C" CHECK (octet_length(reference) BETWEEN 1 AND 255),
            total bigint NOT NULL CHECK (total BETWEEN 0 AND 1000000000000000),
            placed_at timestamptz NOT NULL CHECK (isfinite(placed_at)),
            command_id uuid NOT NULL,
            PRIMARY KEY (business_id, id),
            CONSTRAINT orders_number UNIQUE (business_id, customer_id, number),
            CONSTRAINT orders_reference UNIQUE (business_id, reference),
            -- The target of the foreign keys of charges and refunds.
            CONSTRAINT orders_head UNIQUE (business_id, customer_id, id, total),
            FOREIGN KEY (business_id, customer_id) REFERENCES josk.customers (business_id, id)
        )
        """,
        """
        CREATE TABLE josk.order_lines (
            business_id uuid NOT NULL,
            order_id uuid NOT NULL,
            number int NOT NULL CHECK (number BETWEEN 1 AND 10000),
            product_id uuid NOT NULL,
            quantity bigint NOT NULL CHECK (quantity BETWEEN 1 AND 1000000000000),
            unit_price bigint NOT NULL CHECK (unit_price BETWEEN 0 AND 1000000000000000),
            amount bigint NOT NULL CHECK (amount::numeric = quantity::numeric * unit_price::numeric),
            PRIMARY KEY (business_id, order_id, number),
            FOREIGN KEY (business_id, order_id) REFERENCES josk.orders (business_id, id),
            FOREIGN KEY (business_id, product_id) REFERENCES josk.products (business_id, id)
        )
        """,
        """
        CREATE TABLE josk.refunds (
            business_id uuid NOT NULL,
            order_id uuid NOT NULL,
            number bigint NOT NULL CHECK (number BETWEEN 1 AND 1000000000000000),
            customer_id uuid NOT NULL,
            total bigint NOT NULL CHECK (total BETWEEN 0 AND 1000000000000000),
            refunded_at timestamptz NOT NULL CHECK (isfinite(refunded_at)),
            command_id uuid NOT NULL,
            -- The order's total, and the sum of its refunds up to and including this one.
            order_total bigint NOT NULL,
            refunded bigint NOT NULL,
            previous_number bigint GENERATED ALWAYS AS (NULLIF(number - 1, 0)) STORED,
            previous_refunded bigint GENERATED ALWAYS AS (refunded - total) STORED,

            PRIMARY KEY (business_id, order_id, number),
            CONSTRAINT refunds_head UNIQUE (business_id, order_id, number, refunded),
            CONSTRAINT refunds_credit UNIQUE (business_id, customer_id, order_id, number, total),
            CONSTRAINT refunds_order FOREIGN KEY (business_id, customer_id, order_id, order_total)
                REFERENCES josk.orders (business_id, customer_id, id, total),
            CONSTRAINT refunds_chain FOREIGN KEY (business_id, order_id, previous_number, previous_refunded)
                REFERENCES josk.refunds (business_id, order_id, number, refunded),
            CONSTRAINT refunds_begin_at_zero CHECK (number > 1 OR refunded = total),
            CONSTRAINT refunded_within_order CHECK (refunded BETWEEN 0 AND order_total)
        )
        """,
        """
        CREATE TABLE josk.refund_lines (
            business_id uuid NOT NULL,
            order_id uuid NOT NULL,
            refund_number bigint NOT NULL,
            number int NOT NULL CHECK (number BETWEEN 1 AND 10000),
            line_number int NOT NULL,
            product_id uuid NOT NULL,
            quantity bigint NOT NULL CHECK (quantity BETWEEN 1 AND 1000000000000),
            amount bigint NOT NULL CHECK (amount BETWEEN 0 AND 1000000000000000),
            is_restocked boolean NOT NULL,
            PRIMARY KEY (business_id, order_id, refund_number, number),
            FOREIGN KEY (business_id, order_id, refund_number)
                REFERENCES josk.refunds (business_id, order_id, number),
            FOREIGN KEY (business_id, order_id, line_number)
                REFERENCES josk.order_lines (business_id, order_id, number),
            FOREIGN KEY (business_id, product_id) REFERENCES josk.products (business_id, id)
        )
        """,
    ]
}
