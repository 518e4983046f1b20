package io.mailbridge.provider;

import io.mailbridge.event.EmailEvent;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An event in one line, so that a test of a platform reads as a table: {@code bounced hard quota}. */
final class TypeAndReason {
    private TypeAndReason() {}

    /** Its type, then the bounce type and the reason, where it has them. */
    static String of(EmailEvent event) {
        return Stream.of(
                        event.type().wireName(),
                        event.bounce() == null ? null : event.bounce().type().wireName(),
                        event.reason() == null ? null : event.reason().code().wireName())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "));
    }
}
