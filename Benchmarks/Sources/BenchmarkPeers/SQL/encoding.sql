-- JoskLedger's canonical encoding of values: integers in eight bytes, texts after the count of their bytes, an
-- optional after one byte, a list after its count. Each function is one expression, IMMUTABLE and not STRICT, so that
-- the planner inlines it into the calling query.
DROP SCHEMA IF EXISTS bench CASCADE;
CREATE SCHEMA bench;

-- The cast reads a backslash as an escape, so backslashes are doubled. (convert_to is only STABLE, and an IMMUTABLE
-- function that calls it is not inlined, which here doubles the cost of a purchase.) The database is UTF8.
CREATE FUNCTION bench.text_bytes(value text) RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT int8send(octet_length(value)::bigint) || replace(value, '\', '\\')::bytea $$;

-- The head of an encoding: its name, and its version in one byte.
CREATE FUNCTION bench.head(name text) RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT bench.text_bytes(name) || '\x01'::bytea $$;

-- An amount; the currency is encoded once, by text_bytes.
CREATE FUNCTION bench.money(minor_units bigint, currency bytea) RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT int8send(minor_units) || currency $$;

-- Microseconds since 1970.
CREATE FUNCTION bench.microseconds(moment timestamptz) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT (extract(epoch FROM moment AT TIME ZONE 'UTC') * 1000000)::bigint $$;

CREATE FUNCTION bench.moment(moment timestamptz) RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT int8send(bench.microseconds(moment)) $$;

CREATE FUNCTION bench.day(day date) RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT int8send((day - '1970-01-01'::date)::bigint) $$;

-- The first half of a hash, which is stored in a seal.
CREATE FUNCTION bench.half(content bytea) RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT substring(sha256(content) FROM 1 FOR 16) $$;
