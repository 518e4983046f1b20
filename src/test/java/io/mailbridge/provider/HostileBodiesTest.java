package io.mailbridge.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.management.ThreadMXBean;
import io.mailbridge.event.EmailEvent;
import io.mailbridge.event.EventWriter;
import io.mailbridge.event.JsonCodec;
import io.mailbridge.support.HostileBodies;
import java.io.CharConversionException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hostile bodies become events, or one of the three failures that receive-webhook expects, at a low cost. */
class HostileBodiesTest {
    private static final int SIZE = 5_000_000;
    private static final long MOST_MEMORY = 20;
    private static final Map<String, byte[]> BODIES = HostileBodies.json(SIZE);
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final Origin ORIGIN = new Origin("test", Normalizing.RECEIVED_AT, true);
    private static final EventWriter WRITER = new EventWriter();

    @ParameterizedTest(name = "{0}")
    @MethodSource("names")
    void shouldReadOrRefuseEveryBody(String name) throws IOException {
        JsonNode body = parse(BODIES.get(name));
        for (String profile : Normalizing.profiles()) {
            if (body != null) {
                normalize(Normalizing.profile(profile), body);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("names")
    void shouldReadOrRefuseEveryMessageOfSns(String name) throws IOException {
        JsonNode body = parse(HostileBodies.inSns(BODIES.get(name)));
        if (body != null) {
            normalize(Normalizing.profile("amazon-ses"), body);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mandrill_events=%",
                "mandrill_events=%5",
                "mandrill_events=%5x",
                "mandrill_events=%FF%FE",
                "%",
                "&&&",
                "=",
                "mandrill_events",
                "mandrill_events=",
                "mandrill_events=%5B%5D&mandrill_events=%",
                "a=%zz"
            })
    void shouldReadOrRefuseEveryForm(String form) throws IOException {
        readForm(Normalizing.profile("mandrill"), form.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void shouldReadOrRefuseEveryFormThatIsAnEvent() throws IOException {
        int forms = 0;
        long worst = 0;
        for (String name : Normalizing.profiles()) {
            Profile profile = Normalizing.profile(name);
            if (profile.isForm(new byte[] {'a', '=', '1'})) {
                for (byte[] form : HostileBodies.forms(SIZE).values()) {
                    long before = THREADS.getCurrentThreadAllocatedBytes();
                    readForm(profile, form);
                    worst = Math.max(worst, THREADS.getCurrentThreadAllocatedBytes() - before);
                }
                forms++;
            }
        }
        assertThat(forms).isPositive();
        assertThat(worst).isLessThan(MOST_MEMORY * SIZE);
    }

    private static void readForm(Profile profile, byte[] form) throws IOException {
        try {
            JsonNode body = parse(profile.json(form));
            if (body != null) {
                normalize(profile, body);
            }
        } catch (UnreadableBody e) {
            assertThat(e).hasMessageStartingWith("The ").hasMessageNotContaining(HostileBodies.SECRET);
        }
    }

    /** All allocations, which are more than is held at one time; measured: 15 times. */
    @Test
    void shouldNotTakeManyTimesTheBodysSize() throws IOException {
        long worst = 0;
        for (String profile : List.of("generic", "amazon-ses")) {
            for (Map.Entry<String, byte[]> body : BODIES.entrySet()) {
                long before = THREADS.getCurrentThreadAllocatedBytes();
                JsonNode tree = parse(body.getValue());
                if (tree != null) {
                    normalize(Normalizing.profile(profile), tree);
                }
                long taken = THREADS.getCurrentThreadAllocatedBytes() - before;
                worst = Math.max(worst, taken);
            }
        }
        assertThat(worst).isLessThan(MOST_MEMORY * SIZE);
    }

    private static JsonNode parse(byte[] body) throws IOException {
        try {
            return JsonCodec.mapper().readTree(body);
        } catch (JacksonException | CharConversionException e) {
            return null;
        }
    }

    private static void normalize(Profile profile, JsonNode body) {
        try {
            for (EmailEvent event : profile.normalize(body, ORIGIN).events()) {
                assertThat(WRITER.write(event)).isNotEmpty();
            }
        } catch (UnreadableBody e) {
            assertThat(e).hasMessageNotContaining(HostileBodies.SECRET);
        }
    }

    static Stream<String> names() {
        return BODIES.keySet().stream();
    }
}
