-- The identifiers of a shop's rows, from their numbers: see ShopGroup.swift.
CREATE FUNCTION bench.business_id(tenant bigint) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT ('b0000000-0000-8000-8000-' || lpad(to_hex(tenant), 12, '0'))::uuid $$;

CREATE FUNCTION bench.customer_id(number bigint) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT ('c0000000-0000-8000-8000-' || lpad(to_hex(number), 12, '0'))::uuid $$;

CREATE FUNCTION bench.product_id(number bigint) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT ('d0000000-0000-8000-8000-' || lpad(to_hex(number), 12, '0'))::uuid $$;

-- A new identifier of version 7, which begins with the time as Josk's identifiers do: consecutive rows are adjacent in
-- an index.
CREATE FUNCTION bench.new_id() RETURNS uuid LANGUAGE sql VOLATILE PARALLEL SAFE AS $$
    SELECT encode(
        set_bit(set_bit(
            overlay(uuid_send(gen_random_uuid())
                PLACING substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3)
                FROM 1 FOR 6),
            52, 1), 53, 1), 'hex')::uuid
$$;
