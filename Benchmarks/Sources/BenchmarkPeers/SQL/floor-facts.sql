-- Makes the facts of batches of purchases for one tenant, as if they had been bought one after another, from the
-- present state of the shop: no other purchase may be made there until they are written. The hashes form a chain, so
-- this is a loop; it is not measured.
CREATE FUNCTION bench.prepare_floor(
    tenant_number bigint, batch_size int, batch_count int, customer_count int, product_count int)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    business uuid := bench.business_id(tenant_number);
    currency bytea;
    zone text;
    terms int;
    moment timestamptz := clock_timestamp();
    due date;
    -- By the customer's number.
    sequences bigint[];
    balances bigint[];
    limits bigint[];
    hashes bytea[];
    orders bigint[];
    -- By the product's number.
    prices bigint[];
    stocks bigint[];
    movements bigint[];
    -- One purchase; its products are in the order of their identifiers, which is that of their numbers.
    who int;
    one int;
    two int;
    lower int;
    upper int;
    order_id uuid;
    command uuid;
    purchase_key text;
    total bigint;
    content bytea;
    print bytea;
    entry_hash bytea;
    receipt bytea;
BEGIN
    SELECT bench.text_bytes(b.currency), b.time_zone, b.payment_term_days INTO STRICT currency, zone, terms
    FROM josk.businesses AS b WHERE b.id = business;
    due := (moment AT TIME ZONE zone)::date + terms;
    SELECT array_agg(e.sequence ORDER BY n), array_agg(e.balance ORDER BY n), array_agg(e.credit_limit ORDER BY n),
        array_agg(e.hash ORDER BY n), array_agg(coalesce(o.number, 0) ORDER BY n)
    INTO sequences, balances, limits, hashes, orders
    FROM generate_series(1, customer_count) AS n
    CROSS JOIN LATERAL (
        SELECT * FROM josk.ledger_entries AS l
        WHERE l.business_id = business AND l.customer_id = bench.customer_id(n) ORDER BY l.sequence DESC LIMIT 1) AS e
    LEFT JOIN LATERAL (
        SELECT number FROM josk.orders AS l
        WHERE l.business_id = business AND l.customer_id = bench.customer_id(n) ORDER BY l.number DESC LIMIT 1
    ) AS o ON true;
    SELECT array_agg(p.price ORDER BY n), array_agg(p.stock ORDER BY n), array_agg(p.movement_count ORDER BY n)
    INTO prices, stocks, movements
    FROM generate_series(1, product_count) AS n
    JOIN josk.products AS p ON p.business_id = business AND p.id = bench.product_id(n);

    CREATE TEMPORARY TABLE IF NOT EXISTS floor_purchases (
        batch int, n int, key text, command uuid, fingerprint bytea, receipt bytea, order_id uuid, customer uuid,
        number bigint, total bigint, sequence bigint, balance bigint, credit_limit bigint, previous_hash bytea,
        hash bytea, content bytea);
    CREATE TEMPORARY TABLE IF NOT EXISTS floor_sales (
        batch int, n int, line int, order_id uuid, command uuid, product uuid, price bigint, sequence bigint,
        stock bigint);
    TRUNCATE floor_purchases, floor_sales;
    FOR b IN 1..batch_count LOOP
        FOR n IN 1..batch_size LOOP
            who := 1 + floor(random() * customer_count);
            one := 1 + floor(random() * product_count);
            two := 1 + floor(random() * (product_count - 1));
            IF two >= one THEN two := two + 1; END IF;
            lower := least(one, two);
            upper := greatest(one, two);
            order_id := bench.new_id();
            command := bench.new_id();
            purchase_key := 'bench:' || command;
            total := prices[one] + prices[two];
            sequences[who] := sequences[who] + 1;
            balances[who] := balances[who] + total;
            orders[who] := orders[who] + 1;
            stocks[one] := stocks[one] - 1;
            stocks[two] := stocks[two] - 1;
            movements[one] := movements[one] + 1;
            movements[two] := movements[two] + 1;
            content := bench.order_content(
                business, order_id, bench.customer_id(who), orders[who], 2,
                bench.order_line(bench.product_id(one), 1, prices[one], currency)
                    || bench.order_line(bench.product_id(two), 1, prices[two], currency),
                total, currency, moment, command);
            entry_hash := bench.charge_hash(
                business, hashes[who], bench.customer_id(who), sequences[who], order_id, content, due, total,
                balances[who], limits[who], currency, moment, command);
            print := bench.fingerprint(bench.customer_id(who), 2,
                bench.request_line(bench.product_id(one), 1) || bench.request_line(bench.product_id(two), 1));
            receipt := bench.sealed(
                business, command, purchase_key, print,
                bench.receipt(
                    order_id, orders[who], total, sequences[who], due, balances[who], limits[who], currency, moment),
                4, moment,
                bench.facts_seal(business, entry_hash, 2,
                    bench.sale(bench.product_id(lower), movements[lower], order_id, -1, stocks[lower], moment, command)
                        || bench.sale(
                            bench.product_id(upper), movements[upper], order_id, -1, stocks[upper], moment, command)));
            INSERT INTO floor_purchases VALUES
                (b, n, purchase_key, command, print, receipt, order_id, bench.customer_id(who), orders[who], total,
                sequences[who], balances[who], limits[who], hashes[who], entry_hash, content);
            INSERT INTO floor_sales VALUES
                (b, n, 1, order_id, command, bench.product_id(one), prices[one], movements[one], stocks[one]),
                (b, n, 2, order_id, command, bench.product_id(two), prices[two], movements[two], stocks[two]);
            hashes[who] := entry_hash;
        END LOOP;
    END LOOP;
    PERFORM bench.gather_floor(tenant_number, business, moment, due);
END
$$;

-- Collects the facts into arrays, one row for each batch.
CREATE FUNCTION bench.gather_floor(tenant_number bigint, business uuid, moment timestamptz, due date)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM bench.floor_batches WHERE tenant = tenant_number;
    INSERT INTO bench.floor_batches
    SELECT tenant_number, p.batch, business, p.locked_customers, k.locked_products,
        p.keys, p.commands, p.purchases, p.fingerprints, p.receipts, p.fours, p.metadata, p.times,
        k.ids, k.stocks, k.sequences, k.times,
        p.orders, p.customers, p.numbers, p.no_texts, p.totals, p.times, p.commands,
        s.orders, s.lines, s.products, s.ones, s.prices, s.prices,
        p.customers, p.sequences, p.charges, p.totals, p.balances, p.limits, p.previous_balances, p.limits, p.times,
        p.commands, p.previous_hashes, p.hashes, p.orders, p.no_numbers, p.contents, p.due_dates, p.no_dates,
        p.no_texts, p.no_numbers, p.no_texts, p.no_texts,
        s.products, s.sequences, s.sales, s.minus_ones, s.stocks, s.times, s.commands, s.orders, s.no_numbers,
        s.no_texts, s.no_texts
    FROM (
        SELECT f.batch, array_agg(DISTINCT f.customer) AS locked_customers, array_agg(f.key ORDER BY f.n) AS keys,
            array_agg(f.command ORDER BY f.n) AS commands, array_agg('purchase'::text) AS purchases,
            array_agg(f.fingerprint ORDER BY f.n) AS fingerprints, array_agg(f.receipt ORDER BY f.n) AS receipts,
            array_agg(4) AS fours, array_agg('[]'::text) AS metadata, array_agg(moment) AS times,
            array_agg(f.order_id ORDER BY f.n) AS orders, array_agg(f.customer ORDER BY f.n) AS customers,
            array_agg(f.number ORDER BY f.n) AS numbers, array_agg(f.total ORDER BY f.n) AS totals,
            array_agg(f.sequence ORDER BY f.n) AS sequences, array_agg('charge'::text) AS charges,
            array_agg(f.balance ORDER BY f.n) AS balances, array_agg(f.credit_limit ORDER BY f.n) AS limits,
            array_agg(f.balance - f.total ORDER BY f.n) AS previous_balances,
            array_agg(f.previous_hash ORDER BY f.n) AS previous_hashes, array_agg(f.hash ORDER BY f.n) AS hashes,
            array_agg(f.content ORDER BY f.n) AS contents, array_agg(due) AS due_dates,
            array_agg(NULL::text) AS no_texts, array_agg(NULL::bigint) AS no_numbers, array_agg(NULL::date) AS no_dates
        FROM floor_purchases AS f GROUP BY f.batch) AS p
    JOIN (
        SELECT f.batch, array_agg(f.order_id ORDER BY f.n, f.line) AS orders,
            array_agg(f.command ORDER BY f.n, f.line) AS commands, array_agg(f.line ORDER BY f.n, f.line) AS lines,
            array_agg(f.product ORDER BY f.n, f.line) AS products, array_agg(f.price ORDER BY f.n, f.line) AS prices,
            array_agg(f.sequence ORDER BY f.n, f.line) AS sequences, array_agg(f.stock ORDER BY f.n, f.line) AS stocks,
            array_agg('sale'::text) AS sales, array_agg(1::bigint) AS ones, array_agg((-1)::bigint) AS minus_ones,
            array_agg(moment) AS times, array_agg(NULL::text) AS no_texts, array_agg(NULL::bigint) AS no_numbers
        FROM floor_sales AS f GROUP BY f.batch) AS s ON s.batch = p.batch
    JOIN (
        SELECT l.batch, array_agg(l.product ORDER BY l.product) AS ids,
            array_agg(DISTINCT l.product) AS locked_products, array_agg(l.stock ORDER BY l.product) AS stocks,
            array_agg(l.sequence ORDER BY l.product) AS sequences, array_agg(moment) AS times
        FROM (
            SELECT DISTINCT ON (f.batch, f.product) f.batch, f.product, f.stock, f.sequence
            FROM floor_sales AS f ORDER BY f.batch, f.product, f.sequence DESC) AS l
        GROUP BY l.batch) AS k ON k.batch = p.batch;
END
$$;
