-- Both counts read an index only. Ids rise with time, so the first row by id is the oldest.
SELECT (SELECT count(*) FROM buffered_event) - dead.letters AS depth,
       dead.letters AS dead_letters,
       coalesce(extract(epoch FROM clock_timestamp() - (SELECT created_at FROM buffered_event ORDER BY id LIMIT 1)), 0)
           AS oldest_age_seconds
FROM (SELECT count(*) AS letters FROM buffered_event WHERE rejection IS NOT NULL) AS dead
