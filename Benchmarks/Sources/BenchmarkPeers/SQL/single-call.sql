-- A whole purchase in one call, in its own transaction: lock, read the rows that the locks protect in later statements
-- (at READ COMMITTED each statement has its own snapshot, and that of a statement that waited is older than the wait),
-- decide, write.
--
-- Customers are locked before products, and products by identifier, so that no two calls deadlock. Rejections are
-- results: nothing is written. A used key returns its original receipt. Quantities are positive, and a purchase has a
-- cost above zero. README.md lists the variants of this function that were tried.
CREATE FUNCTION bench.purchase(
    business uuid, customer uuid, line_products uuid[], line_quantities bigint[], purchase_key text,
    OUT outcome text, OUT answer bytea)
LANGUAGE plpgsql VOLATILE SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    ignored text;
    customer_terms int;
    customer_active boolean;
    -- The products, by identifier.
    ids uuid[];
    prices bigint[];
    stocks bigint[];
    sequences bigint[];
    moved timestamptz[];
    products_active boolean;
    asked bigint[];
    -- The head of the customer's ledger.
    last_sequence bigint;
    last_balance bigint;
    last_limit bigint;
    last_time timestamptz;
    last_hash bytea;
    order_number bigint;
    currency bytea;
    zone text;
    terms int;
    known_fingerprint bytea;
    known_receipt bytea;
    -- The new rows.
    order_id uuid;
    command uuid;
    moment timestamptz;
    placed timestamptz;
    due date;
    line_prices bigint[];
    request_lines bytea := '';
    lines bytea := '';
    sales bytea := '';
    total bigint := 0;
    content bytea;
    print bytea;
    entry_hash bytea;
    seal bytea;
    place int;
    line_count int := cardinality(line_products);
    product_count int;
BEGIN
    ignored := set_config('josk.business', business::text, true);

    SELECT c.payment_term_days, c.is_active INTO customer_terms, customer_active
    FROM josk.customers AS c WHERE c.business_id = business AND c.id = customer
    FOR NO KEY UPDATE;
    IF NOT FOUND THEN outcome := 'unknown customer'; RETURN; END IF;
    IF NOT customer_active THEN outcome := 'inactive customer'; RETURN; END IF;

    SELECT array_agg(l.id), array_agg(l.price), array_agg(l.stock), array_agg(l.movement_count + 1),
        array_agg(l.moved_at), bool_and(l.is_active), array_agg(0::bigint), count(*)
    INTO ids, prices, stocks, sequences, moved, products_active, asked, product_count
    FROM (
        SELECT p.id, p.price, p.stock, p.movement_count, p.moved_at, p.is_active
        FROM josk.products AS p WHERE p.business_id = business AND p.id = ANY (line_products)
        ORDER BY p.id FOR NO KEY UPDATE) AS l;

    SELECT e.sequence, e.balance, e.credit_limit, e.recorded_at, e.hash, coalesce(o.number, 0) + 1,
        bench.text_bytes(b.currency), b.time_zone, coalesce(customer_terms, b.payment_term_days), j.fingerprint,
        j.receipt, clock_timestamp()
    INTO last_sequence, last_balance, last_limit, last_time, last_hash, order_number, currency, zone, terms,
        known_fingerprint, known_receipt, moment
    FROM josk.businesses AS b
    CROSS JOIN LATERAL (
        SELECT l.sequence, l.balance, l.credit_limit, l.recorded_at, l.hash FROM josk.ledger_entries AS l
        WHERE l.business_id = business AND l.customer_id = customer ORDER BY l.sequence DESC LIMIT 1) AS e
    LEFT JOIN LATERAL (
        SELECT n.number FROM josk.orders AS n
        WHERE n.business_id = business AND n.customer_id = customer ORDER BY n.number DESC LIMIT 1) AS o ON true
    LEFT JOIN josk.journal AS j ON j.business_id = business AND j.key = purchase_key
    WHERE b.id = business;

    order_id := bench.new_id();
    command := bench.new_id();
    placed := greatest(moment, last_time);
    due := (moment AT TIME ZONE zone)::date + terms;
    FOR line IN 1..line_count LOOP
        place := array_position(ids, line_products[line]);
        IF place IS NULL THEN outcome := 'unknown product'; RETURN; END IF;
        line_prices[line] := prices[place];
        asked[place] := asked[place] + line_quantities[line];
        total := total + line_quantities[line] * prices[place];
        request_lines := request_lines || bench.request_line(line_products[line], line_quantities[line]);
        lines := lines || bench.order_line(line_products[line], line_quantities[line], prices[place], currency);
    END LOOP;
    print := bench.fingerprint(customer, line_count, request_lines);
    IF known_receipt IS NOT NULL THEN
        IF known_fingerprint = print THEN
            outcome := 'replayed'; answer := known_receipt;
        ELSE
            outcome := 'key reused';
        END IF;
        RETURN;
    END IF;
    IF NOT products_active THEN outcome := 'inactive product'; RETURN; END IF;
    IF last_balance + total > last_limit THEN outcome := 'over the limit'; RETURN; END IF;
    FOR number IN 1..product_count LOOP
        IF asked[number] > stocks[number] THEN outcome := 'short stock'; RETURN; END IF;
        stocks[number] := stocks[number] - asked[number];
        moved[number] := greatest(moment, moved[number]);
        sales := sales || bench.sale(ids[number], sequences[number], order_id, -asked[number], stocks[number],
            moved[number], command);
    END LOOP;

    content := bench.order_content(
        business, order_id, customer, order_number, line_count, lines, total, currency, placed, command);
    entry_hash := bench.charge_hash(
        business, last_hash, customer, last_sequence + 1, order_id, content, due, total, last_balance + total,
        last_limit, currency, placed, command);
    answer := bench.receipt(
        order_id, order_number, total, last_sequence + 1, due, last_balance + total, last_limit, currency, placed);
    -- In variables, because a function that uses an argument's expression twice is not inlined.
    seal := bench.facts_seal(business, entry_hash, product_count, sales);
    answer := bench.sealed(business, command, purchase_key, print, answer, 2 + product_count, moment, seal);

    INSERT INTO josk.journal
        (business_id, key, id, kind, fingerprint, receipt, fact_count, metadata, recorded_at, epoch, xid)
    VALUES (business, purchase_key, command, 'purchase', print, answer, 2 + product_count, '[]', moment,
        (SELECT epoch FROM josk.cluster), pg_current_xact_id());
    -- Single updates are faster than one joined to a list: 2 rows are found by their key either way.
    FOR number IN 1..product_count LOOP
        UPDATE josk.products AS p
        SET stock = stocks[number], movement_count = sequences[number], moved_at = moved[number]
        WHERE p.business_id = business AND p.id = ids[number];
    END LOOP;
    INSERT INTO josk.orders (business_id, id, customer_id, number, total, placed_at, command_id)
    VALUES (business, order_id, customer, order_number, total, placed, command);
    INSERT INTO josk.order_lines (business_id, order_id, number, product_id, quantity, unit_price, amount)
    SELECT business, order_id, u.number, u.product, u.quantity, u.price, u.quantity * u.price
    FROM unnest(line_products, line_quantities, line_prices)
        WITH ORDINALITY AS u (product, quantity, price, number);
    INSERT INTO josk.ledger_entries
        (business_id, customer_id, sequence, kind, amount, balance, credit_limit, previous_balance,
        previous_limit, recorded_at, command_id, previous_hash, hash, order_id, content, due_date)
    VALUES (business, customer, last_sequence + 1, 'charge', total, last_balance + total, last_limit, last_balance,
        last_limit, placed, command, last_hash, entry_hash, order_id, content, due);
    INSERT INTO josk.stock_movements
        (business_id, product_id, sequence, kind, quantity, stock, moved_at, command_id, order_id)
    SELECT business, u.product, u.sequence, 'sale', -u.quantity, u.stock, u.moved_at, command, order_id
    FROM unnest(ids, sequences, asked, stocks, moved) AS u (product, sequence, quantity, stock, moved_at);
    outcome := 'accepted';
END
$$;
