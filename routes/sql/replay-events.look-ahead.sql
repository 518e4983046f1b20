-- Which topics the next 20,000 rows are for. The limit keeps it short: however many rows wait for a topic that is out of
-- service, the others are found in steps of about ten milliseconds.
SELECT topic, min(id) AS first, max(id) AS last, count(*) AS rows
FROM (SELECT id, topic FROM buffered_event WHERE id > :?lookFrom ORDER BY id LIMIT 20000) AS ahead
GROUP BY topic
