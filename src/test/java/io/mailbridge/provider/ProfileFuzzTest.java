package io.mailbridge.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.mailbridge.event.EmailEvent;
import io.mailbridge.event.EventSchema;
import io.mailbridge.event.JsonCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * From any JSON, each profile makes events that match the schema, sets aside what is not an event, and loses
 * nothing in between. A failure names the seed to run it again with.
 */
class ProfileFuzzTest {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    /** Longer ones become dead letters after normalization. */
    private static final int MAX_ID_LENGTH = 512;

    @Property(tries = 4000, edgeCases = EdgeCasesMode.NONE)
    void shouldAccountForEverythingInChangedRequests(
            @ForAll("requests") FuzzedRequest request, @ForAll("headers") String header) {
        check(Normalizing.profile(request.profile()), request.body(), origin(header));
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void shouldAccountForEverythingInAnyJson(
            @ForAll("profiles") String profile, @ForAll("trees") JsonNode tree, @ForAll("headers") String header) {
        check(Normalizing.profile(profile), FuzzedRequest.reread(tree), origin(header));
    }

    /** A form becomes a tree, which is judged like any other, or is refused. */
    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void shouldAccountForEverythingInAnyForm(
            @ForAll("formProfiles") String name, @ForAll("forms") String form, @ForAll("headers") String header)
            throws IOException {
        Profile profile = Normalizing.profile(name);
        byte[] json;
        try {
            json = profile.json(form.getBytes(StandardCharsets.UTF_8));
        } catch (UnreadableBody e) {
            assertThat(e).hasMessageNotContaining(HostileValues.SECRET);
            return;
        }
        try {
            check(profile, JsonCodec.mapper().readTree(json), origin(header));
        } catch (JsonProcessingException e) {
            assertThat(form)
                    .as("what is taken for JSON and is none: all of it, or a field that has to hold some")
                    .matches(text -> text.startsWith("[") || text.startsWith("{") || text.contains("event"));
        }
    }

    /** Each header has this value; null for none. */
    private static Origin origin(String header) {
        return new Origin("fuzz", Normalizing.RECEIVED_AT, true, name -> header);
    }

    private static void check(Profile profile, JsonNode body, Origin origin) {
        Normalized normalized;
        try {
            normalized = profile.normalize(body, origin);
        } catch (UnreadableBody e) {
            assertThat(e).hasMessageNotContaining(HostileValues.SECRET);
            // one text may name more recipients than a request may have events
            boolean isTooMuch =
                    e.getMessage().contains("at most") || e.getMessage().contains("too many");
            assertThat(isReadable(profile, body, origin) && !isTooMuch).isFalse();
            return;
        }
        normalized.events().forEach(ProfileFuzzTest::checkEvent);
        Reply reply = profile.reply(normalized, body, origin);
        if (reply != null) {
            assertThat(reply.members())
                    .allSatisfy(value -> assertThat(value.asText()).hasSizeLessThanOrEqualTo(256));
        }
        assertThat(normalized.rejected())
                .allSatisfy(rejection -> assertThat(rejection.detail()).doesNotContain(HostileValues.SECRET));
        Normalized again = profile.normalize(body, origin);
        assertThat(ids(again)).isEqualTo(ids(normalized));
        if (body.isArray()) {
            checkThatElementsAddUp(profile, body, normalized, origin);
        } else {
            checkElement(body, normalized);
        }
    }

    private static void checkEvent(EmailEvent event) {
        if (event.id().length() <= MAX_ID_LENGTH) {
            EventSchema.written(event);
        }
        assertThat(event.key()).isNotNull();
    }

    private static void checkThatElementsAddUp(Profile profile, JsonNode body, Normalized whole, Origin origin) {
        int events = 0;
        int rejected = 0;
        int setupMessages = 0;
        for (JsonNode element : body) {
            Normalized alone = profile.normalize(NODES.arrayNode().add(element), origin);
            checkElement(element, alone);
            events += alone.events().size();
            rejected += alone.rejected().size();
            setupMessages += alone.setupMessages().size();
        }
        assertThat(whole.events()).hasSize(events);
        assertThat(whole.rejected()).hasSize(rejected);
        assertThat(whole.setupMessages()).hasSize(setupMessages);
    }

    /** An element becomes something, unless the platform wraps its events in lists and this list is empty. */
    private static void checkElement(JsonNode element, Normalized normalized) {
        boolean isNothing = normalized.events().isEmpty()
                && normalized.rejected().isEmpty()
                && normalized.setupMessages().isEmpty();
        if (isNothing) {
            assertThat(element.isObject()).isTrue();
            assertThat(element.toString()).contains("[]");
        }
    }

    /** Whether the profile takes such a top level when nothing is in it. */
    private static boolean isReadable(Profile profile, JsonNode body, Origin origin) {
        if (body == null || !body.isContainerNode()) {
            return false;
        }
        try {
            profile.normalize(body.isArray() ? NODES.arrayNode() : NODES.objectNode(), origin);
            return true;
        } catch (UnreadableBody e) {
            return false;
        }
    }

    private static List<String> ids(Normalized normalized) {
        return normalized.events().stream().map(EmailEvent::id).toList();
    }

    @Provide
    Arbitrary<FuzzedRequest> requests() {
        return FuzzedRequest.any();
    }

    @Provide
    Arbitrary<JsonNode> trees() {
        return AnyJson.trees();
    }

    @Provide
    Arbitrary<String> headers() {
        return Arbitraries.oneOf(
                Arbitraries.of("msg_1", "message.delivered", "1770109327").injectNull(0.5),
                Arbitraries.integers().between(0, 100).map(number -> HostileValues.of(number)
                        .asText()));
    }

    @Provide
    Arbitrary<String> forms() {
        return AnyForm.forms();
    }

    @Provide
    Arbitrary<String> formProfiles() {
        return Arbitraries.of(Normalizing.profiles().stream()
                .filter(name ->
                        Normalizing.profile(name).contentTypes().stream().anyMatch(type -> type.contains("form")))
                .toList());
    }

    @Provide
    Arbitrary<String> profiles() {
        return Arbitraries.of(Normalizing.profiles());
    }
}
