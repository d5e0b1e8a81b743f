GRANT USAGE ON SCHEMA bench TO josk_app;
GRANT SELECT ON bench.floor_batches TO josk_app;
