package io.mailbridge.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.reading.EventFilter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class EventOutputTest {
    private static final String BOUNCE = """
            {"schema_version": 1, "id": "x:1", "type": "bounced", "provider": "x", "provider_event": "bounce", "source": "shop",
             "occurred_at": "2026-01-06T09:02:20.000Z", "received_at": "2026-01-06T09:02:24.000Z", "message_id": "7@x.example",
             "recipient": "alice@example.com", "tags": [], "campaign": {"name": "Spring\\u001b[31m\\n!"},
             "bounce": {"type": "hard"}, "reason": {"code": "invalid_address", "text": "550 alice@example.com unknown"}}
            """;

    private final StringWriter printed = new StringWriter();

    @Test
    void shouldPrintAReadableLineWithoutAddresses() {
        output(EventFilter.ALL, false, false).read(found(BOUNCE));

        assertThat(printed.toString().lines())
                .singleElement()
                .asString()
                .matches("2026-01-06 09:02:20Z  bounced        a\\*\\*\\*@example\\.com +shop +Spring \\[31m ! +"
                        + "invalid_address \\(hard\\)  550 a\\*\\*\\*@example\\.com unknown");
    }

    @Test
    void shouldPrintTheJsonOnOneLineWithoutAddresses() {
        output(EventFilter.ALL, false, true).read(found(BOUNCE));

        assertThat(printed.toString().lines())
                .singleElement()
                .asString()
                .startsWith("{\"schema_version\":1,\"id\":\"x:1\",\"type\":\"bounced\"")
                .contains(
                        "\"message_id\":\"7@x.example\"", "\"recipient\":\"a***@example.com\"", "550 a***@example.com")
                .doesNotContain("alice");
    }

    @Test
    void shouldShowAddressesIfAsked() {
        output(EventFilter.ALL, true, false).read(found(BOUNCE));
        output(EventFilter.ALL, true, true).read(found(BOUNCE));

        assertThat(printed.toString().lines()).hasSize(2).allMatch(line -> line.contains("alice@example.com"));
    }

    @Test
    void shouldPrintWhatIsWantedAndEnd() {
        EventOutput bounces = output(filter("bounced"), false, false);

        assertThat(output(filter("opened"), false, false).read(found(BOUNCE))).isTrue();
        assertThat(printed.toString()).isEmpty();
        assertThat(bounces.read(found(BOUNCE))).isTrue();
        assertThat(bounces.read(found(BOUNCE))).isFalse();
    }

    @Test
    void shouldSayWhatCannotBeReadUnlessAFilterLeavesItOut() {
        output(filter("opened"), false, true).read(found("alice@example.com"));
        assertThat(printed.toString()).isEmpty();

        output(EventFilter.ALL, false, true).read(found("alice@example.com"));
        output(EventFilter.ALL, false, false).read(found("alice@example.com"));
        assertThat(printed.toString().lines())
                .containsExactly("{\"unreadable\":\"a***@example.com\"}", "no event: record 5 of email-events-3");
    }

    @Test
    void shouldPrintAnotherRecordThanTheCommonOneAsItIs() {
        output(EventFilter.ALL, false, true).read(found("{\"type\": \"opened\",\n \"to\": \"alice@example.com\"}"));

        assertThat(printed.toString().lines()).containsExactly("{\"type\": \"opened\",  \"to\": \"a***@example.com\"}");
    }

    private EventOutput output(EventFilter filter, boolean showsAddresses, boolean json) {
        return new EventOutput(new PrintWriter(printed, true), filter, new EventPrinter(showsAddresses), json, 2);
    }

    private static EventFilter filter(String type) {
        return new EventFilter(List.of(), List.of(), List.of(type), null, null, null);
    }

    private static ConsumerRecord<byte[], byte[]> found(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return new ConsumerRecord<>(
                "email-events",
                3,
                5,
                Instant.parse("2026-01-06T09:03:00Z").toEpochMilli(),
                TimestampType.CREATE_TIME,
                0,
                bytes.length,
                null,
                bytes,
                new RecordHeaders(),
                Optional.empty());
    }
}
