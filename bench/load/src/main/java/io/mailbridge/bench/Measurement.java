package io.mailbridge.bench;

import java.util.Set;

/** A run that fills one row of the table or several. */
interface Measurement {
    String name();

    Set<Goal> goals();

    /** About how long it takes. */
    int seconds(Sizes sizes);

    void run(Stage stage, Results results);
}
