-- Results of the single call that do not occur in a benchmark: one line for each wrong result.
SELECT bench.business_id(:tenant) AS business, bench.customer_id(1) AS customer, bench.customer_id(2) AS other,
    bench.product_id(1) AS one, bench.product_id(2) AS two, 'answers/' || gen_random_uuid() AS key \gset
-- The same product on two lines, and several units.
SELECT * FROM bench.purchase(:'business', :'customer', ARRAY[:'two', :'one', :'two']::uuid[], '{2,3,4}', :'key') \gset first_
SELECT * FROM bench.purchase(:'business', :'customer', ARRAY[:'two', :'one', :'two']::uuid[], '{2,3,4}', :'key') \gset again_
SELECT format('%s: %s instead of %s', request, coalesce(outcome, 'nothing'), expected)
FROM (VALUES
    ('new', :'first_outcome', 'accepted'),
    ('again', :'again_outcome', 'replayed'),
    ('its receipt', (:'first_answer' = :'again_answer')::text, 'true')
) AS a (request, outcome, expected)
WHERE outcome IS DISTINCT FROM expected;
-- Each in a transaction of its own.
SELECT 'another quantity: ' || outcome FROM bench.purchase(:'business', :'customer', ARRAY[:'two', :'one', :'two']::uuid[], '{2,3,5}', :'key') WHERE outcome <> 'key reused';
SELECT 'another customer: ' || outcome FROM bench.purchase(:'business', :'other', ARRAY[:'two', :'one', :'two']::uuid[], '{2,3,4}', :'key') WHERE outcome <> 'key reused';
SELECT 'no customer: ' || outcome FROM bench.purchase(:'business', gen_random_uuid(), ARRAY[:'one']::uuid[], '{1}', :'key' || 'a') WHERE outcome <> 'unknown customer';
SELECT 'no business: ' || outcome FROM bench.purchase(gen_random_uuid(), :'customer', ARRAY[:'one']::uuid[], '{1}', :'key' || 'b') WHERE outcome <> 'unknown customer';
SELECT 'no product: ' || outcome FROM bench.purchase(:'business', :'customer', ARRAY[:'one', gen_random_uuid()]::uuid[], '{1,1}', :'key' || 'c') WHERE outcome <> 'unknown product';
SELECT 'no credit: ' || outcome FROM bench.purchase(:'business', :'customer', ARRAY[:'one']::uuid[], '{10000000000000}', :'key' || 'd') WHERE outcome <> 'over the limit';
SELECT 'no stock: ' || outcome FROM bench.purchase(:'business', :'customer', ARRAY[:'one', :'two']::uuid[], '{1,1000000000000}', :'key' || 'e') WHERE outcome <> 'short stock';
SELECT 'after all that: ' || outcome FROM bench.purchase(:'business', :'customer', ARRAY[:'one']::uuid[], '{1}', :'key' || 'e') WHERE outcome <> 'accepted';
