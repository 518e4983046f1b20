package io.mailbridge.bench.load;

/**
 * What the load tool counted, in one second or in a whole load. The answers of a second are those to the requests that
 * were due in it, timed from when they were due: p50 and p99 of the 200s, the slowest of all answers.
 */
public record LoadFigures(
        int second, long requests, long answers, long ok, long errors, double p50Ms, double p99Ms, double maxMs) {
    private static final int FIELDS = 9;

    /** Reads {@code second 3 100 100 100 0 800 2000 2500}, latencies in microseconds. */
    public static LoadFigures parse(String line) {
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

    /** Requests with no answer, or one other than 200. */
    public long wrong() {
        return requests - ok;
    }
}
