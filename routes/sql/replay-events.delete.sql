DELETE FROM buffered_event WHERE id = ANY (:?acknowledged)
