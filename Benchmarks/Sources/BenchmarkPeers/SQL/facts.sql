-- The hashes and the receipt of a purchase with a cost above zero, as JoskLedger makes them: Order+ContentHash.swift,
-- LedgerEntry+Hash.swift, CommandSeal.swift, Purchase.swift. Lists are passed encoded, without their count.

-- A line of an order.
CREATE FUNCTION bench.order_line(product uuid, quantity bigint, unit_price bigint, currency bytea)
RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT uuid_send(product) || int8send(quantity) || bench.money(unit_price, currency)
        || bench.money(quantity * unit_price, currency)
$$;

-- A line of a request, at the product's price.
CREATE FUNCTION bench.request_line(product uuid, quantity bigint)
RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT uuid_send(product) || int8send(quantity) || '\x00'::bytea
$$;

-- A sale.
CREATE FUNCTION bench.sale(
    product uuid, sequence bigint, order_id uuid, quantity bigint, stock bigint, moved_at timestamptz, command uuid)
RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT uuid_send(product) || int8send(sequence) || bench.text_bytes('sale') || uuid_send(order_id)
        || int8send(quantity) || int8send(stock) || bench.moment(moved_at) || uuid_send(command)
$$;

-- The fingerprint of a request without an identifier of the caller, reference, expected total or metadata.
CREATE FUNCTION bench.fingerprint(customer uuid, line_count bigint, lines bytea)
RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT sha256(bench.head('josk.request') || bench.text_bytes('purchase') || '\x00'::bytea
        || uuid_send(customer) || int8send(line_count) || lines || '\x0000'::bytea || int8send(0))
$$;

-- The content hash of an order without a reference, which its charge contains.
CREATE FUNCTION bench.order_content(
    business uuid, order_id uuid, customer uuid, number bigint, line_count bigint, lines bytea, total bigint,
    currency bytea, placed_at timestamptz, command uuid)
RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT sha256(bench.head('josk.order') || uuid_send(business) || uuid_send(order_id) || uuid_send(customer)
        || int8send(number) || '\x00'::bytea || int8send(line_count) || lines || bench.money(total, currency)
        || bench.moment(placed_at) || uuid_send(command))
$$;

CREATE FUNCTION bench.charge_hash(
    business uuid, previous_hash bytea, customer uuid, sequence bigint, order_id uuid, content bytea, due date,
    amount bigint, balance bigint, credit_limit bigint, currency bytea, recorded_at timestamptz, command uuid)
RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT sha256(bench.head('josk.ledger-entry') || uuid_send(business) || previous_hash || uuid_send(customer)
        || int8send(sequence) || bench.text_bytes('charge') || uuid_send(order_id) || content || bench.day(due)
        || bench.money(amount, currency) || bench.money(balance, currency) || bench.money(credit_limit, currency)
        || bench.moment(recorded_at) || uuid_send(command))
$$;

-- The receipt without its seal.
CREATE FUNCTION bench.receipt(
    order_id uuid, number bigint, total bigint, sequence bigint, due date, balance bigint, credit_limit bigint,
    currency bytea, placed_at timestamptz)
RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT '\x01'::bytea || uuid_send(order_id) || int8send(number) || bench.money(total, currency) || '\x01'::bytea
        || int8send(sequence) || bench.day(due) || bench.money(balance, currency)
        || bench.money(credit_limit - balance, currency) || bench.moment(placed_at)
$$;

-- The seal's half for the facts: one entry, some sales by product.
CREATE FUNCTION bench.facts_seal(business uuid, entry_hash bytea, sale_count bigint, sales bytea)
RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT bench.half(bench.head('josk.facts') || uuid_send(business) || int8send(0) || int8send(0) || int8send(1)
        || entry_hash || int8send(sale_count) || sales)
$$;

-- The receipt with its seal: the row's half, which covers the facts' half, then the facts' half.
CREATE FUNCTION bench.sealed(
    business uuid, command uuid, key text, fingerprint bytea, receipt bytea, fact_count bigint,
    recorded_at timestamptz, facts bytea)
RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT receipt || bench.half(bench.head('josk.command') || uuid_send(business) || uuid_send(command)
        || bench.text_bytes(key) || bench.text_bytes('purchase') || fingerprint
        || int8send(octet_length(receipt)::bigint) || receipt || int8send(fact_count) || int8send(0)
        || bench.moment(recorded_at) || facts) || facts
$$;

-- Ends a rejected transaction with an error that pgbench counts, and after which pgbench continues.
CREATE FUNCTION bench.count_rejection() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a purchase was rejected' USING ERRCODE = 'serialization_failure';
END
$$;
