-- Commits a row that nobody ever sees: inserted and deleted within one statement. It is as large as a page and cannot be
-- compressed, so it fails on a full disk. Only run after a write has failed, until one succeeds.
DO $$
DECLARE
    tried bigint;
BEGIN
    INSERT INTO buffered_event (event_id, source, provider, topic, headers, value)
    SELECT 'try', 'try', 'try', 'try', '{}', string_agg(uuid_send(gen_random_uuid()), '')
    FROM generate_series(1, 512)
    RETURNING id INTO tried;
    DELETE FROM buffered_event WHERE id = tried;
END
$$
