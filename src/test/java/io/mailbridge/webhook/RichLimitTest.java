package io.mailbridge.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailbridge.event.EmailEvent;
import io.mailbridge.event.EventWriter;
import io.mailbridge.event.JsonCodec;
import io.mailbridge.event.OutboundRecord;
import io.mailbridge.event.UtcTimestamp;
import io.mailbridge.provider.Origin;
import io.mailbridge.provider.Profile;
import io.mailbridge.provider.Profiles;
import io.mailbridge.source.Credentials;
import io.mailbridge.source.Source;
import io.mailbridge.support.ClassPath;
import io.mailbridge.support.RouteFile;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program that bench/run takes for the limit of the contract puts on Kafka what the bridge does. */
class RichLimitTest {
    private static final String SOURCE = "rich";
    private static final Map<String, String> CAMEL_NAMES = Map.of(
            "acks", "requestRequiredAcks",
            "enable.idempotence", "enableIdempotence",
            "max.in.flight.requests.per.connection", "maxInFlightRequest",
            "linger.ms", "lingerMs",
            "batch.size", "producerBatchSize",
            "compression.type", "compressionCodec",
            "buffer.memory", "bufferMemorySize",
            "enable.metrics.push", "additionalProperties.enable.metrics.push",
            "key.serializer", "keySerializer",
            "value.serializer", "valueSerializer");

    @TempDir
    private static Path classes;

    private static Method record;
    private static Method settings;
    private static Method body;

    @BeforeAll
    static void compile() throws ReflectiveOperationException, IOException {
        Path bench = ClassPath.projectRoot().resolve("bench");
        int status = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-nowarn",
                        "-d",
                        classes.toString(),
                        "-cp",
                        ClassPath.current(),
                        bench.resolve("rich/RichBridge.java").toString(),
                        bench.resolve("load/src/main/java/io/mailbridge/bench/load/EventsText.java")
                                .toString());
        assertThat(status).as("javac").isZero();
        ClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()}, RichLimitTest.class.getClassLoader());
        Class<?> program = loader.loadClass("RichBridge");
        record = accessible(program.getDeclaredMethod("record", JsonNode.class, String.class));
        settings = accessible(program.getDeclaredMethod("settings"));
        body = loader.loadClass("io.mailbridge.bench.load.EventsText").getMethod("of", int.class);
    }

    @Test
    void shouldMakeTheRecordsThatTheBridgeMakes() throws ReflectiveOperationException, IOException {
        Profile profile = Profiles.load(null).find("sendgrid");
        Instant receivedAt = Instant.now();
        Source source = new Source(SOURCE, profile, new Credentials.None());
        JsonNode events = JsonCodec.mapper().readTree((String) body.invoke(null, 2));
        List<EmailEvent> common =
                profile.normalize(events, new Origin(SOURCE, receivedAt, false)).events();
        assertThat(common).hasSize(2);

        for (int i = 0; i < 2; i++) {
            OutboundRecord ours =
                    new RecordMaker("t", "r").event(source, common.get(i), new EventWriter().write(common.get(i)));
            ProducerRecord<?, ?> limit =
                    (ProducerRecord<?, ?>) record.invoke(null, events.get(i), UtcTimestamp.text(receivedAt));

            assertThat(text(limit.value())).isEqualTo(text(ours.value()));
            assertThat(text(limit.key())).isEqualTo(text(ours.key()));
            assertThat(limit.headers().toArray()).containsExactlyElementsOf(ours.headers());
        }
    }

    @Test
    void shouldSendWithTheSettingsOfTheRoute() throws ReflectiveOperationException, IOException {
        JsonNode kafka = RouteFile.all().stream()
                .flatMap(file -> file.steps().stream())
                .filter(step -> step.path("id").asText().equals("kafka"))
                .findFirst()
                .orElseThrow();
        Map<?, ?> ofLimit = (Map<?, ?>) settings.invoke(null);

        assertThat(ofLimit).hasSameSizeAs(CAMEL_NAMES);
        CAMEL_NAMES.forEach((name, ofRoute) -> assertThat(ofLimit.get(name))
                .as(name)
                .isEqualTo(kafka.path("parameters").path(ofRoute).asText()));
    }

    private static Method accessible(Method method) {
        method.setAccessible(true);
        return method;
    }

    private static String text(Object utf8) {
        return new String((byte[]) utf8, StandardCharsets.UTF_8);
    }
}
