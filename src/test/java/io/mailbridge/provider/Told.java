package io.mailbridge.provider;

import io.mailbridge.event.EmailEvent;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an event says in one line, so that the tables of a platform can be read as tables: {@code bounced hard quota}. */
final class Told {
    private Told() {}

    /** Its type, then the bounce type and the reason, where it has them. */
    static String by(EmailEvent event) {
        return Stream.of(
                        event.type().wireName(),
                        event.bounce() == null ? null : event.bounce().type().wireName(),
                        event.reason() == null ? null : event.reason().code().wireName())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "));
    }
}
