-- What operators did with parked rows and dead letters: one row for each command, changed in the transactions that do it, so
-- that the books can be balanced afterwards. Nobody deletes them.
CREATE TABLE refused_action (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- replay: from parked_event to buffered_event; discard: deleted from parked_event; resubmit: from a dead letter to topics
    action       text        NOT NULL,
    -- user@host
    done_by      text        NOT NULL,
    selection    text        NOT NULL,
    -- records of events, and of dead letters
    events       bigint      NOT NULL DEFAULT 0,
    dead_letters bigint      NOT NULL DEFAULT 0,
    began_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
    done_at      timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX refused_action_done_at ON refused_action (done_at);

-- Dead letters on a topic that were resubmitted, so that none is sent twice by accident.
CREATE TABLE resubmitted_dead_letter (
    topic         text        NOT NULL,
    partition     integer     NOT NULL,
    record_offset bigint      NOT NULL,
    -- hash of its value: a topic that is deleted and created again gives the same offsets again
    letter_id     text        NOT NULL,
    tries         integer     NOT NULL,
    -- why it was refused again; null if it became events
    reason        text,
    detail        text,
    action_id     bigint      NOT NULL REFERENCES refused_action (id),
    done_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (topic, partition, record_offset)
);
