-- Deletes those of the 500 oldest parked rows that are older than bridge.buffer.parked-retention.
WITH discarded AS (
    DELETE FROM parked_event
    WHERE id IN (SELECT id FROM parked_event ORDER BY id LIMIT 500)
      AND parked_at <= clock_timestamp() - CAST(:?parkedRetention AS interval)
    RETURNING reason
)
SELECT reason, count(*) AS discarded FROM discarded GROUP BY reason
