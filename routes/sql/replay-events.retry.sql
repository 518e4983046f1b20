-- Counts a try of records that Kafka refused because of themselves.
UPDATE buffered_event
SET attempts = attempts + 1, last_error = refused.error
FROM unnest(CAST(:?againIds AS bigint[]), CAST(:?againErrors AS text[])) AS refused (id, error)
WHERE buffered_event.id = refused.id
