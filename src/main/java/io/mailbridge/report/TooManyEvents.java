package io.mailbridge.report;

import java.util.Locale;

/** More different events than the heap can remember; the message is for people. */
public final class TooManyEvents extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooManyEvents(long remembered) {
        super(
                String.format(
                        Locale.ROOT,
                        "%,d different events fill the heap of %,d MB: take a shorter time, or more memory (-Xmx)",
                        remembered,
                        Runtime.getRuntime().maxMemory() >> 20),
                null,
                false,
                false);
    }
}
