-- Moves records that Kafka will never take to parked_event, with the reason. parked_event assigns ids of its own.
WITH refused AS (
    SELECT *
    FROM unnest(CAST(:?parkIds AS bigint[]), CAST(:?parkReasons AS text[]), CAST(:?parkErrors AS text[]))
        AS refused (id, reason, error)
), taken AS (
    DELETE FROM buffered_event USING refused WHERE buffered_event.id = refused.id
    RETURNING buffered_event.*, refused.reason, refused.error
)
INSERT INTO parked_event (event_id, source, provider, rejection, topic, record_key, headers, value, attempts,
                          last_error, created_at, reason)
SELECT event_id, source, provider, rejection, topic, record_key, headers, value, attempts + 1,
       error, created_at, reason
FROM taken
