package io.mailbridge.report;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Remembers texts by 64 bits of their hashes: twelve to twenty-four bytes each, however long they are. Two count as one
 * where their hashes are equal, which among ten million happens once in 400,000 reports.
 */
final class HashedSet {
    private final MessageDigest digest;
    private long[] slots = new long[1 << 16];
    private int size;

    HashedSet() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    long hash(String text) {
        return ByteBuffer.wrap(digest.digest(text.getBytes(StandardCharsets.UTF_8)))
                .getLong();
    }

    /** Another hash for each number, with which one text can be remembered for several reasons. */
    static long mix(long hash, long number) {
        long mixed = hash + number * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }

    /**
     * @return false where it was there before
     * @throws TooManyEvents where the heap is full
     */
    boolean add(long hash) {
        int slot = slot(hash);
        if (slots[slot] != 0) {
            return false;
        }
        slots[slot] = value(hash);
        size++;
        if (size > slots.length / 3 * 2) {
            grow();
        }
        return true;
    }

    boolean contains(long hash) {
        return slots[slot(hash)] != 0;
    }

    /** Where it is, or would be. */
    private int slot(long hash) {
        int slot = (int) (hash >>> 32) & slots.length - 1;
        while (slots[slot] != 0 && slots[slot] != value(hash)) {
            slot = slot + 1 & slots.length - 1;
        }
        return slot;
    }

    /** Zero is an empty slot. */
    private static long value(long hash) {
        return hash == 0 ? 1 : hash;
    }

    private void grow() {
        long[] old = slots;
        try {
            slots = new long[old.length * 2];
        } catch (OutOfMemoryError | NegativeArraySizeException e) {
            throw new TooManyEvents(size);
        }
        for (long hash : old) {
            if (hash != 0) {
                slots[slot(hash)] = hash;
            }
        }
    }
}
