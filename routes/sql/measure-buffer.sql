-- For metrics: the size of both tables on disk, and what is parked by its reason, dead letters among it (read from the
-- index over reasons).
SELECT NULL AS reason, NULL AS parked,
       pg_total_relation_size('buffered_event') AS buffered_bytes, pg_total_relation_size('parked_event') AS parked_bytes
UNION ALL
SELECT reason, count(*), NULL, NULL FROM parked_event GROUP BY reason
