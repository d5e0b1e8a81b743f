-- What JoskLedger's canonical encoding makes of values: integers in eight bytes, texts behind the count of their
-- bytes, an optional behind one byte, a list behind its count. Each is one expression, IMMUTABLE, and not STRICT, so that
-- the planner puts it into the query that calls it instead of calling it.
DROP SCHEMA IF EXISTS bench CASCADE;
CREATE SCHEMA bench;

-- The cast reads a backslash as an escape, so it is given two. (convert_to is no more than STABLE, and an IMMUTABLE function
-- that calls it is called and not put in, which here doubles what a purchase costs.) The database is UTF8.
CREATE FUNCTION bench.text_bytes(value text) RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT int8send(octet_length(value)::bigint) || replace(value, '\', '\\')::bytea $$;

-- What an encoding begins with: its name, and its version in a byte.
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

-- The first half of a hash, which a seal keeps.
CREATE FUNCTION bench.half(content bytea) RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT substring(sha256(content) FROM 1 FOR 16) $$;
