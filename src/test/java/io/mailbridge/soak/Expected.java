package io.mailbridge.soak;

import io.mailbridge.event.EmailEvent;
import io.mailbridge.event.EventIds;
import io.mailbridge.event.EventWriter;
import io.mailbridge.event.JsonCodec;
import io.mailbridge.provider.Normalized;
import io.mailbridge.provider.Origin;
import io.mailbridge.provider.Profiles;
import io.mailbridge.support.TopicRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** The record that a numbered event must become, by the code of {@code normalize}. */
record Expected(String id, String key, String value) {
    private static final Profiles PROFILES = Profiles.load(null);
    private static final EventWriter WRITER = new EventWriter();
    private static final String RECEIVED_AT = "\"received_at\":\"[^\"]+\",";

    static Expected of(Platform platform, int number) {
        try {
            Origin origin = new Origin(platform.provider(), Instant.now(), false);
            Normalized normalized = PROFILES.find(platform.provider())
                    .normalize(JsonCodec.mapper().readTree(platform.body(number, 1)), origin);
            if (normalized.events().isEmpty()) {
                byte[] raw = normalized.rejected().get(0).raw();
                return new Expected(EventIds.ofRejected(platform.provider(), raw), null, text(raw));
            }
            EmailEvent event = normalized.events().get(0);
            return new Expected(event.id(), event.key(), withoutReceipt(WRITER.write(event)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All bytes but the time of receipt, which is another one for each request. */
    boolean isIn(TopicRecord record, boolean deadLetter) {
        return deadLetter
                ? value.equals(text(record.value()))
                : id.equals(record.id()) && key.equals(record.key()) && value.equals(withoutReceipt(record.value()));
    }

    private static String withoutReceipt(byte[] value) {
        return text(value).replaceFirst(RECEIVED_AT, "");
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
