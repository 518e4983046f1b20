-- Whether a row could be committed, as far as a query can show: a standby and a read-only database answer as well. Reads
-- no table.
SELECT current_setting('transaction_read_only') = 'on' AS read_only, to_regclass('buffered_event') IS NOT NULL AS made
