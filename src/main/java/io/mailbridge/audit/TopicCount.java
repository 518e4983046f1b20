package io.mailbridge.audit;

/**
 * What a topic holds.
 *
 * @param deadLetters true for the topic of the dead letters
 * @param records from its first record that is left to its end
 * @param deleted records that retention has deleted
 * @param ids different event ids among the records; -1 where they were not read
 */
public record TopicCount(String topic, boolean deadLetters, long records, long deleted, long ids) {
    /** Records whose id another one has, too; 0 where the ids were not read. */
    public long repeated() {
        return ids < 0 ? 0 : records - ids;
    }
}
