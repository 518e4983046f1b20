-- One statement and one commit for all requests that wait at the same time; the parameters are arrays. The statement itself
-- makes the commit synchronous, since a connection pooler may give each transaction another session.
WITH durable AS MATERIALIZED (SELECT set_config('synchronous_commit', 'on', true))
INSERT INTO buffered_event (event_id, source, provider, rejection, topic, record_key, headers, value)
SELECT event.*
FROM durable, unnest(
    CAST(:?eventIds AS text[]),
    CAST(:?sources AS text[]),
    CAST(:?providers AS text[]),
    CAST(:?rejections AS text[]),
    CAST(:?topics AS text[]),
    CAST(:?keys AS bytea[]),
    CAST(:?headers AS text[]),
    CAST(:?values AS bytea[])) AS event
