package io.mailbridge.soak;

/**
 * One reading of a bridge's process.
 *
 * @param second since the soak began
 * @param heapMb in use, with what the next collection will free
 * @param liveMb of the old generation after its last collection
 * @param depth of the buffer, as the bridge counts it
 */
record Sample(
        double second,
        double residentMb,
        double heapMb,
        double liveMb,
        double directMb,
        double nonHeapMb,
        int descriptors,
        int threads,
        long depth,
        int series,
        double tableMb,
        double cpuSeconds) {}
