-- Events that Kafka could not take, one row each, exactly as they will be sent.
-- Used as a queue: written in groups, claimed oldest first, deleted after Kafka's acknowledgement.
CREATE TABLE buffered_event (
    -- the primary key is also the order of the claim; an index on anything else would cost every insert and delete
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- id of the common event; not unique: a platform may send an event twice during an outage
    event_id   text        NOT NULL,
    source     text        NOT NULL,
    provider   text        NOT NULL,
    -- reason of a dead letter, null for an event
    rejection  text,
    topic      text        NOT NULL,
    record_key bytea,
    -- JSON object of the record's headers; text, since jsonb refuses \u0000
    headers    text        NOT NULL,
    value      bytea       NOT NULL,
    -- tries that failed through the record's own fault; an outage is not counted
    attempts   integer     NOT NULL DEFAULT 0,
    last_error text,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp()
) WITH (
    -- no fillfactor: a row is inserted and deleted, and updated only for a fault of its own
    -- a queue is all dead rows soon: vacuum by count, not by share, so that the claim stays fast at any size
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold = 10000,
    autovacuum_vacuum_insert_threshold = -1,
    autovacuum_analyze_scale_factor = 0,
    autovacuum_analyze_threshold = 100000,
    autovacuum_vacuum_cost_delay = 0
);

-- Lets the monitor count dead letters without reading the rows; ordinary events are not in it and cost nothing.
CREATE INDEX buffered_event_dead_letter ON buffered_event (id) WHERE rejection IS NOT NULL;

-- Rows taken out of the replay, with the reason. Nobody deletes them but an operator.
CREATE TABLE parked_event (
    id         bigint      PRIMARY KEY,
    event_id   text        NOT NULL,
    source     text        NOT NULL,
    provider   text        NOT NULL,
    rejection  text,
    topic      text        NOT NULL,
    record_key bytea,
    headers    text        NOT NULL,
    value      bytea       NOT NULL,
    attempts   integer     NOT NULL,
    last_error text,
    created_at timestamptz NOT NULL,
    reason     text        NOT NULL,
    parked_at  timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX parked_event_reason ON parked_event (reason, parked_at);
