package io.mailbridge.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
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

    /** A new member of the record can be taken out, too. */
    @Test
    void shouldKnowEveryMemberThatAnEventMayLack() throws IOException {
        JsonNode schema = JsonCodec.mapper().readTree(Files.readString(Path.of("docs/event.schema.json")));
        Set<String> optional = new TreeSet<>(Set.of("raw"));
        addOptional(schema, "", optional);

        assertThat(EventMask.OPTIONAL).containsExactlyInAnyOrderElementsOf(optional);
    }

    /** What may be null, or empty. */
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
    void shouldRefuseANameThatWouldLeaveInWhatWasMeant() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EVENT.without("subject, engagement.user-agent"))
                .withMessageContaining("without engagement.user-agent;");
        assertThatIllegalArgumentException().isThrownBy(() -> EVENT.without("id"));
    }
}
