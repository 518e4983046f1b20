package io.mailbridge.bench.measure;

import io.mailbridge.bench.report.Goal;
import io.mailbridge.bench.report.Results;
import java.util.Set;

/** Measures what one row of the table needs, or several rows that share their loads. */
interface Measurement {
    /** For the progress on the console. */
    String name();

    /** The rows that it adds to the results. */
    Set<Goal> goals();

    /** About how long it takes, for the progress on the console. */
    int seconds(Sizes sizes);

    /** @throws RuntimeException if it cannot be measured or a sum is wrong; the run reports that as a fault and goes on */
    void run(TestBed testBed, Results results);
}
