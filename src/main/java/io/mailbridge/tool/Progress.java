package io.mailbridge.tool;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/** Says every two seconds how far a command is. */
final class Progress implements LongConsumer {
    private final PrintWriter out;
    private final String what;
    private long said = System.nanoTime();

    /** @param what follows the number */
    Progress(PrintWriter out, String what) {
        this.out = out;
        this.what = what;
    }

    @Override
    public void accept(long done) {
        if (System.nanoTime() - said > TimeUnit.SECONDS.toNanos(2)) {
            said = System.nanoTime();
            out.println(String.format(Locale.ROOT, "%,d %s", done, what));
            out.flush();
        }
    }
}
