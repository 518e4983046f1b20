package io.mailbridge.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class EventMaskTest {
    private static final Instant NOW = Instant.parse("2026-01-06T09:02:20Z");
    private static final EmailEvent EVENT = new EmailEvent(
            "1",
            EventType.OPENED,
            "p",
            "open",
            "shop",
            NOW,
            false,
            NOW,
            "m",
            "s",
            "a@b.c",
            false,
            "Hello",
            null,
            List.of("x"),
            Map.of(),
            null,
            null,
            null,
            null,
            null);

    /** New members of the record can be removed, too. */
    @Test
    void shouldKnowEveryMemberThatAnEventMayLack() throws IOException {
        JsonNode schema = JsonCodec.mapper().readTree(Files.readString(Path.of("docs/event.schema.json")));
        Set<String> optional = new TreeSet<>(Set.of("raw"));
        addOptional(schema, "", optional);

        assertThat(EventMask.OPTIONAL).containsExactlyInAnyOrderElementsOf(optional);
    }

    /** Members that may be null or empty. */
    private static void addOptional(JsonNode object, String prefix, Set<String> into) {
        object.path("properties").fields().forEachRemaining(member -> {
            String type = member.getValue().path("type").toString();
            if (type.contains("null") || type.contains("array") || type.contains("object")) {
                into.add(prefix + member.getKey());
            }
            addOptional(member.getValue(), prefix + member.getKey() + '.', into);
        });
    }

    @Test
    void shouldTakeOutWhatIsNamedAndNothingElse() {
        EmailEvent event = EVENT.withMetadata("phone", "1").withMetadata("a.b", 2);

        assertThat(event.without("subject, metadata.phone, metadata.a.b, engagement.ip"))
                .isEqualTo(EVENT.withSubject(null));
        assertThat(event.without("recipient").key()).isEqualTo("m");
    }

    @Test
    void shouldTakeEachMemberOutOfTheRecordAndNothingElse() throws IOException {
        EmailEvent full = EventSamples.click()
                .withMessageId("m")
                .withSmtpMessageId("s")
                .withRecipient("a@b.c")
                .withTags(List.of("x"))
                .withMetadata("order", 1)
                .withBounce(new Bounce(BounceType.SOFT, 450, "4.2.2", "full", "quota"))
                .withReason(new Reason(ReasonCode.MAILBOX_FULL, "full"))
                .withRaw(JsonCodec.tree(Map.of("a", 1)));

        for (String member : EventMask.OPTIONAL) {
            ObjectNode expected = record(full);
            int dot = member.lastIndexOf('.');
            JsonNode parent =
                    expected.at(dot < 0 ? "" : "/" + member.substring(0, dot).replace('.', '/'));
            assertThat(((ObjectNode) parent).remove(member.substring(dot + 1)))
                    .as(member)
                    .isNotNull();

            assertThat(full.without(member)).as(member).isEqualTo(EventReader.read(expected));
            assertThat(EVENT.without(member)).as(member).isNotNull();
        }
    }

    private static ObjectNode record(EmailEvent event) throws IOException {
        return (ObjectNode) JsonCodec.mapper().readTree(new EventWriter().write(event));
    }

    @Test
    void shouldRefuseANameThatWouldLeaveInWhatWasMeant() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EVENT.without("subject, engagement.user-agent"))
                .withMessageContaining("without engagement.user-agent;");
        assertThatIllegalArgumentException().isThrownBy(() -> EVENT.without("id"));
    }
}
