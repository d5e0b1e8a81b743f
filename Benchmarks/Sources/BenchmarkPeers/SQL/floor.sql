-- The statements that JoskPostgres sends for a batch of purchases, from the server's own memory: no client, no wire, no
-- decisions, no hashes. The rest is the minimum cost of any engine that writes these rows with these statements.
--
-- floor-facts.sql prepares the facts in arrays. Reading a prepared batch has a cost that a batch sent over the wire
-- does not have, and conversely: see README.md.
CREATE UNLOGGED TABLE bench.floor_batches (
    tenant bigint NOT NULL,
    batch int NOT NULL,
    business uuid NOT NULL,
    locked_customers uuid[], locked_products uuid[],
    journal_keys text[], journal_ids uuid[], journal_kinds text[], journal_fingerprints bytea[],
    journal_receipts bytea[], journal_fact_counts int[], journal_metadata text[], journal_times timestamptz[],
    stock_ids uuid[], stock_stocks bigint[], stock_sequences bigint[], stock_times timestamptz[],
    order_ids uuid[], order_customers uuid[], order_numbers bigint[], order_references text[],
    order_totals bigint[], order_times timestamptz[], order_commands uuid[],
    line_orders uuid[], line_numbers int[], line_products uuid[], line_quantities bigint[], line_prices bigint[],
    line_amounts bigint[],
    entry_customers uuid[], entry_sequences bigint[], entry_kinds text[], entry_amounts bigint[],
    entry_balances bigint[], entry_limits bigint[], entry_previous_balances bigint[],
    entry_previous_limits bigint[], entry_times timestamptz[], entry_commands uuid[],
    entry_previous_hashes bytea[], entry_hashes bytea[], entry_orders uuid[], entry_refunds bigint[],
    entry_contents bytea[], entry_due_dates date[], entry_effective_dates date[], entry_references text[],
    entry_reversed bigint[], entry_adjustments text[], entry_reasons text[],
    movement_products uuid[], movement_sequences bigint[], movement_kinds text[], movement_quantities bigint[],
    movement_stocks bigint[], movement_times timestamptz[], movement_commands uuid[], movement_orders uuid[],
    movement_refunds bigint[], movement_references text[], movement_reasons text[],
    PRIMARY KEY (tenant, batch)
);

-- Arrays are long and are read once. They are stored uncompressed, because decompression would be extra work.
DO $$
DECLARE
    name text;
BEGIN
    FOR name IN
        SELECT attname FROM pg_attribute
        WHERE attrelid = 'bench.floor_batches'::regclass AND attnum > 0 AND attstorage = 'x'
    LOOP
        EXECUTE format('ALTER TABLE bench.floor_batches ALTER COLUMN %I SET STORAGE EXTERNAL', name);
    END LOOP;
END
$$;

-- Runs one batch: the statements of SetTransactionSettings, FootprintLoad and ChangesWrite, in their order.
CREATE FUNCTION bench.run_floor(batch_tenant bigint, batch_number int) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    f bench.floor_batches;
    transaction text;
BEGIN
    SELECT * INTO STRICT f FROM bench.floor_batches AS b WHERE b.tenant = batch_tenant AND b.batch = batch_number;

    PERFORM set_config('josk.business', f.business::text, true);
    PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true),
        pg_catalog.set_config('statement_timeout', '0', true),
        pg_catalog.set_config('lock_timeout', '5000', true),
        pg_catalog.set_config('idle_in_transaction_session_timeout', '5000', true),
        CASE WHEN pg_catalog.current_setting('transaction_timeout', true) IS NOT NULL
            THEN pg_catalog.set_config('transaction_timeout', '0', true) END,
        pg_catalog.set_config('plan_cache_mode', 'force_generic_plan', true),
        pg_catalog.set_config('enable_seqscan', 'off', true),
        pg_catalog.set_config('enable_bitmapscan', 'off', true),
        pg_catalog.set_config('enable_hashjoin', 'off', true),
        pg_catalog.set_config('enable_mergejoin', 'off', true),
        pg_catalog.set_config('jit', 'off', true);
    PERFORM id, name, reference, payment_term_days, is_active
    FROM unnest(f.locked_customers) AS w (wanted)
    JOIN josk.customers ON business_id = f.business AND id = wanted
    ORDER BY id
    FOR NO KEY UPDATE OF customers;
    PERFORM id, sku, name, price, is_active, added_at, stock, movement_count, moved_at
    FROM unnest(f.locked_products) AS w (wanted)
    JOIN josk.products ON business_id = f.business AND id = wanted
    ORDER BY id
    FOR NO KEY UPDATE OF products;
    SELECT (CASE WHEN NOT current_setting('transaction_read_only')::boolean THEN pg_current_xact_id() END)::text
    INTO transaction
    FROM (SELECT) AS always LEFT JOIN josk.businesses AS b ON b.id = f.business;
    PERFORM coalesce(o.number, 0), e.*
    FROM unnest(f.locked_customers) AS w (wanted)
    CROSS JOIN LATERAL (
        SELECT * FROM josk.customers WHERE business_id = f.business AND id = wanted OFFSET 0
    ) AS c
    CROSS JOIN LATERAL (
        SELECT * FROM josk.ledger_entries
        WHERE business_id = c.business_id AND customer_id = c.id
        ORDER BY sequence DESC LIMIT 1
    ) AS e
    LEFT JOIN LATERAL (
        SELECT number FROM josk.orders
        WHERE business_id = c.business_id AND customer_id = c.id
        ORDER BY number DESC LIMIT 1
    ) AS o ON true;
    PERFORM j.id, j.key, j.kind, j.fingerprint, j.receipt, j.fact_count, j.metadata::text, j.recorded_at
    FROM unnest(f.journal_keys) AS w (wanted)
    CROSS JOIN LATERAL (
        SELECT * FROM josk.journal WHERE business_id = f.business AND key = wanted OFFSET 0
    ) AS j;

    INSERT INTO josk.journal
        (business_id, key, id, kind, fingerprint, receipt, fact_count, metadata, recorded_at, epoch, xid)
    SELECT b.id, u.key, u.id, u.kind, u.fingerprint, u.receipt, u.fact_count, u.metadata::json,
        u.recorded_at, c.epoch, transaction::xid8
    FROM josk.businesses AS b LEFT JOIN josk.cluster AS c ON true,
        unnest(f.journal_keys, f.journal_ids, f.journal_kinds, f.journal_fingerprints, f.journal_receipts,
            f.journal_fact_counts, f.journal_metadata, f.journal_times)
            AS u (key, id, kind, fingerprint, receipt, fact_count, metadata, recorded_at)
    WHERE b.id = f.business ORDER BY u.key;
    UPDATE josk.products AS p
    SET stock = u.stock, movement_count = u.sequence, moved_at = u.moved_at
    FROM unnest(f.stock_ids, f.stock_stocks, f.stock_sequences, f.stock_times) AS u (id, stock, sequence, moved_at)
    WHERE p.business_id = f.business AND p.id = u.id;
    INSERT INTO josk.orders
        (business_id, id, customer_id, number, reference, total, placed_at, command_id)
    SELECT b.id, u.* FROM josk.businesses AS b,
        unnest(f.order_ids, f.order_customers, f.order_numbers, f.order_references, f.order_totals, f.order_times,
            f.order_commands)
            AS u (id, customer_id, number, reference, total, placed_at, command_id)
    WHERE b.id = f.business ORDER BY u.id;
    INSERT INTO josk.order_lines
        (business_id, order_id, number, product_id, quantity, unit_price, amount)
    SELECT b.id, u.* FROM josk.businesses AS b,
        unnest(f.line_orders, f.line_numbers, f.line_products, f.line_quantities, f.line_prices, f.line_amounts)
            AS u (order_id, number, product_id, quantity, unit_price, amount)
    WHERE b.id = f.business ORDER BY u.order_id, u.number;
    INSERT INTO josk.ledger_entries
        (business_id, customer_id, sequence, kind, amount, balance, credit_limit, previous_balance,
        previous_limit, recorded_at, command_id, previous_hash, hash, order_id, refund_number, content,
        due_date, effective_date, reference, reversed_sequence, adjustment, reason)
    SELECT b.id, u.* FROM josk.businesses AS b,
        unnest(f.entry_customers, f.entry_sequences, f.entry_kinds, f.entry_amounts, f.entry_balances, f.entry_limits,
            f.entry_previous_balances, f.entry_previous_limits, f.entry_times, f.entry_commands,
            f.entry_previous_hashes, f.entry_hashes, f.entry_orders, f.entry_refunds, f.entry_contents,
            f.entry_due_dates, f.entry_effective_dates, f.entry_references, f.entry_reversed, f.entry_adjustments,
            f.entry_reasons)
            AS u (customer_id, sequence, kind, amount, balance, credit_limit, previous_balance,
                previous_limit, recorded_at, command_id, previous_hash, hash, order_id, refund_number,
                content, due_date, effective_date, reference, reversed_sequence, adjustment, reason)
    WHERE b.id = f.business ORDER BY u.customer_id, u.sequence;
    INSERT INTO josk.stock_movements
        (business_id, product_id, sequence, kind, quantity, stock, moved_at, command_id,
        order_id, refund_number, reference, reason)
    SELECT b.id, u.* FROM josk.businesses AS b,
        unnest(f.movement_products, f.movement_sequences, f.movement_kinds, f.movement_quantities, f.movement_stocks,
            f.movement_times, f.movement_commands, f.movement_orders, f.movement_refunds, f.movement_references,
            f.movement_reasons)
            AS u (product_id, sequence, kind, quantity, stock, moved_at, command_id,
                order_id, refund_number, reference, reason)
    WHERE b.id = f.business ORDER BY u.product_id, u.sequence;
END
$$;
