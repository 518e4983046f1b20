-- One step of a count that never reads the whole table: the rows after those already counted, up to a slice, and an
-- earlier slice again. All in one snapshot, so the sum is that of one moment. Ids rise with time: the first row is the
-- oldest. The limits inside keep every plan to the primary key.
SELECT first.id AS first_id,
       greatest(extract(epoch FROM clock_timestamp() - first.created_at), 0) AS oldest_age_seconds,
       (SELECT max(id) FROM buffered_event) AS last_id,
       tail.size AS tail_rows, tail.letters AS tail_letters, tail.last AS tail_last,
       again.size AS again_rows, again.letters AS again_letters
FROM (
    SELECT count(*) AS size, count(rejection) AS letters, max(id) AS last
    FROM (SELECT id, rejection FROM buffered_event WHERE id > :?counted ORDER BY id LIMIT :?slice) AS rows
) AS tail
CROSS JOIN (
    SELECT count(*) AS size, count(rejection) AS letters
    FROM (
        SELECT rejection FROM buffered_event WHERE id > :?againAfter AND id <= :?againLast
        ORDER BY id LIMIT 2 * CAST(:?slice AS bigint)
    ) AS rows
) AS again
LEFT JOIN (SELECT id, created_at FROM buffered_event ORDER BY id LIMIT 1) AS first ON true
