-- Moves those of the 500 oldest rows that are older than the retention; reading no further keeps it cheap at any depth.
-- Rows that a replay has locked are left to the next run. parked_event assigns ids of its own.
WITH expired AS (
    SELECT id
    FROM buffered_event
    WHERE id IN (SELECT id FROM buffered_event ORDER BY id LIMIT 500)
      AND created_at <= clock_timestamp() - CAST(:?retention AS interval)
    FOR UPDATE SKIP LOCKED
), taken AS (
    DELETE FROM buffered_event USING expired WHERE buffered_event.id = expired.id
    RETURNING buffered_event.*
), parked AS (
    INSERT INTO parked_event (event_id, source, provider, rejection, topic, record_key, headers, value, attempts,
                              last_error, created_at, reason)
    SELECT event_id, source, provider, rejection, topic, record_key, headers, value, attempts,
           last_error, created_at, 'expired'
    FROM taken
    RETURNING source, provider, rejection
)
SELECT source, provider, rejection FROM parked
