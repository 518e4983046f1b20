-- Locks the oldest rows that no other replica holds, up to the limit, and reads as many of them as 4 MB hold:
-- a batch of large records must not fill the heap. Expired rows are left to expire-events.
WITH claimed AS MATERIALIZED (
    SELECT id, octet_length(value) AS size
    FROM buffered_event
    WHERE created_at > clock_timestamp() - CAST(:?retention AS interval)
    ORDER BY id
    LIMIT :?limit
    FOR UPDATE SKIP LOCKED
), sized AS (
    SELECT id, sum(size) OVER (ORDER BY id) - size AS before
    FROM claimed
)
SELECT e.id, e.event_id, e.source, e.provider, e.rejection, e.topic, e.record_key, e.headers, e.value, e.attempts
FROM sized
JOIN buffered_event e USING (id)
WHERE before < 4194304
ORDER BY e.id
