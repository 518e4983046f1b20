package io.mailbridge.provider;

import java.time.Instant;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;

/**
 * Where and when a request came in.
 *
 * @param source the configured source it was posted to
 * @param includeRaw whether its events carry the platform's own JSON
 * @param header finds a request header, whatever the case of its name; null where it is missing
 * @param validationKey what the platform wants to read in answers of the source, null where it has none
 * @param memory told how many bytes the events of several recipients take before they are made; throws where they do not fit
 */
public record Origin(
        String source,
        Instant receivedAt,
        boolean includeRaw,
        UnaryOperator<String> header,
        String validationKey,
        LongConsumer memory) {

    /** A request that is alone. */
    public Origin(
            String source, Instant receivedAt, boolean includeRaw, UnaryOperator<String> header, String validationKey) {
        this(source, receivedAt, includeRaw, header, validationKey, bytes -> {});
    }

    /** A request whose answer holds nothing of its source. */
    public Origin(String source, Instant receivedAt, boolean includeRaw, UnaryOperator<String> header) {
        this(source, receivedAt, includeRaw, header, null);
    }

    /** A request whose headers do not matter. */
    public Origin(String source, Instant receivedAt, boolean includeRaw) {
        this(source, receivedAt, includeRaw, name -> null);
    }
}
