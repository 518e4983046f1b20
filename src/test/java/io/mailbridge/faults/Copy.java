package io.mailbridge.faults;

import io.mailbridge.event.EmailEvent;
import io.mailbridge.event.EventIds;
import io.mailbridge.event.EventWriter;
import io.mailbridge.event.JsonCodec;
import io.mailbridge.provider.Origin;
import io.mailbridge.provider.Profile;
import io.mailbridge.provider.Profiles;
import io.mailbridge.support.TopicRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An event or a dead letter, as it is stored somewhere or as it should be.
 *
 * @param sentAt when the producer got it: a retry by the client has the time of the first attempt
 */
record Copy(String id, String key, String value, long sentAt) {
    static final String PROVIDER = "sendgrid";

    private static final Profile PROFILE = Profiles.load(null).find(PROVIDER);
    private static final Pattern RECEIVED_AT = Pattern.compile("\"received_at\":\"[^\"]+\",");
    private static final EventWriter WRITER = new EventWriter();

    /** What a request's events should be stored as, by the code of {@code normalize}. */
    static List<Copy> expected(String source, String body) {
        try {
            var normalized =
                    PROFILE.normalize(JsonCodec.mapper().readTree(body), new Origin(source, Instant.now(), false));
            return Stream.concat(
                            normalized.events().stream().map(Copy::of),
                            normalized.rejected().stream().map(rejection -> deadLetter(rejection.raw(), 0)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Copy of(EmailEvent event) {
        return new Copy(event.id(), event.key(), text(WRITER.write(event)), 0);
    }

    static Copy event(TopicRecord record) {
        return new Copy(record.id(), record.key(), text(record.value()), record.timestamp());
    }

    static Copy deadLetter(TopicRecord record) {
        return deadLetter(record.value(), record.timestamp());
    }

    private static Copy deadLetter(byte[] raw, long sentAt) {
        return new Copy(EventIds.ofRejected(PROVIDER, raw), null, text(raw), sentAt);
    }

    static Copy parked(Map<String, Object> row) {
        byte[] key = (byte[]) row.get("record_key");
        return new Copy(
                (String) row.get("event_id"), key == null ? null : text(key), text((byte[]) row.get("value")), 0);
    }

    /** Without the time of receipt, which differs between two requests with the same event. */
    Copy comparable() {
        return new Copy(id, key, RECEIVED_AT.matcher(value).replaceFirst(""), 0);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
