package io.mailbridge.bench;

/**
 * What the load tool counted, over one second or a whole load. A second's answers are those to the
 * requests due in it, timed from when they were due.
 */
record LoadFigures(
        int second, long requests, long answers, long ok, long errors, double p50Ms, double p99Ms, double maxMs) {
    private static final int FIELDS = 9;

    /** Reads {@code second 3 100 100 100 0 800 2000 2500}, latencies in microseconds. */
    static LoadFigures parse(String line) {
        String[] fields = line.split(" ");
        if (fields.length != FIELDS) {
            throw new IllegalStateException("The load tool printed '" + line + "', expected " + FIELDS + " fields");
        }
        long[] numbers = new long[FIELDS];
        for (int i = 1; i < FIELDS; i++) {
            numbers[i] = Long.parseLong(fields[i]);
        }
        return new LoadFigures(
                (int) numbers[1],
                numbers[2],
                numbers[3],
                numbers[4],
                numbers[5],
                numbers[6] / 1e3,
                numbers[7] / 1e3,
                numbers[8] / 1e3);
    }

    /** Requests that got no answer, or another one than 200. */
    long wrong() {
        return requests - ok;
    }
}
