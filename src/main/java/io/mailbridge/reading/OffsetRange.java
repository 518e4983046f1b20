package io.mailbridge.reading;

/**
 * A part of a partition.
 *
 * @param from its first offset
 * @param to the offset after its last one
 */
public record OffsetRange(long from, long to) {
    public long length() {
        return Math.max(0, to - from);
    }
}
