package io.mailbridge.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.event.OutboundRecord;
import io.mailbridge.event.OutboundRecord.Tag;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.Test;

/** A record from the buffer is sent as it would have been directly. */
class BufferRowsTest {
    @Test
    void shouldGiveTheSameRecordBack() {
        List<Header> headers = List.of(header("ce_id", "id \u0000 \"zoë\""), header("ce_type", "email.opened"));
        OutboundRecord before = new OutboundRecord(
                new Tag("demo", "sendgrid", null), "id \u0000", "topic", utf8("zoë@example.com"), utf8("{}"), headers);

        OutboundRecord after = BufferRows.record(row(before));

        assertThat(after.tag()).isEqualTo(before.tag());
        assertThat(after.topic()).isEqualTo("topic");
        assertThat(after.key()).isEqualTo(before.key());
        assertThat(after.value()).isEqualTo(before.value());
        assertThat(after.headers()).isEqualTo(headers);
        assertThat(after.eventId()).as("PostgreSQL's text holds no NUL").isEqualTo("id \uFFFD");
        assertThat(after.acknowledged()).isFalse();
    }

    @Test
    void shouldKeepADeadLetterWithoutAKey() {
        Tag tag = new Tag("demo", "sendgrid", "not_json");

        OutboundRecord after =
                BufferRows.record(row(new OutboundRecord(tag, "id", "topic", null, utf8("x"), List.of())));

        assertThat(after.tag()).isEqualTo(tag);
        assertThat(after.key()).isNull();
        assertThat(after.headers()).isEmpty();
    }

    /** What the database gives back of the first row of an insert. */
    private static Map<String, Object> row(OutboundRecord outbound) {
        Map<String, Object> columns = BufferRows.columns(List.of(outbound));
        Map<String, Object> row = new HashMap<>();
        Map.of(
                        "eventIds", "event_id",
                        "sources", "source",
                        "providers", "provider",
                        "rejections", "rejection",
                        "topics", "topic",
                        "keys", "record_key",
                        "headers", "headers",
                        "values", "value")
                .forEach((column, name) -> row.put(name, ((Object[]) columns.get(column))[0]));
        return row;
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, utf8(value));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
