-- Locks the oldest rows that no other batch or replica has locked, up to the limit, and reads as many of them as fit into
-- 4 MB: a batch of large records must not fill the heap. Expired rows are left to expire-events, and rows of topics that are
-- out of service to their next try. The body has the range of ids to search, so that rows which other batches of this run
-- have locked or deleted are skipped.
SELECT id, event_id, source, provider, rejection, topic, record_key, headers, value, attempts
FROM (
    SELECT claimed.*, sum(octet_length(value)) OVER (ORDER BY id ROWS UNBOUNDED PRECEDING) - octet_length(value) AS before
    FROM (
        SELECT id, event_id, source, provider, rejection, topic, record_key, headers, value, attempts
        FROM buffered_event
        WHERE id > :?from
          AND id <= :?upTo
          AND topic <> ALL (CAST(:?passedOver AS text[]))
          AND created_at > clock_timestamp() - CAST(:?retention AS interval)
        ORDER BY id
        LIMIT :?limit
        FOR UPDATE SKIP LOCKED
    ) AS claimed
) AS sized
WHERE before < 4194304
ORDER BY id
