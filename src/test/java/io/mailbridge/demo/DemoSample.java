package io.mailbridge.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mailbridge.support.BridgeProcess;
import io.mailbridge.support.TopicReader;
import io.mailbridge.support.TopicRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.awaitility.core.ConditionTimeoutException;

/** Posts one batch as SendGrid would, and shows what arrived in Kafka and where to look next. */
final class DemoSample {
    private static final Duration ARRIVAL_LIMIT = Duration.ofSeconds(30);

    private final DemoStage stage;

    DemoSample(DemoStage stage) {
        this.stage = stage;
    }

    /** @throws IllegalStateException if the batch is refused or its events do not arrive */
    void show() {
        String batch = read("demo-batch.json");
        int events = count(batch);
        stage.progress("Posting a batch of " + events + " SendGrid events ...");
        HttpResponse<String> answer = stage.bridge().post(DemoStage.SOURCE, batch);
        stage.progress("Answered " + answer.statusCode() + " " + answer.body().strip());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(
                    "the bridge refused the sample" + stage.bridge().tail());
        }
        List<TopicRecord> records = await(events);
        stage.progress("Arrived on the topic " + DemoStage.TOPIC + ":");
        Demo.say("");
        records.forEach(record -> Demo.say(
                "  %-20s %-22s %s".formatted(record.key(), record.headers().get("ce_type"), record.id())));
        Demo.say("");
        showAddresses();
    }

    private List<TopicRecord> await(int events) {
        try {
            return new TopicReader(stage.kafka()).awaitRecords(DemoStage.TOPIC, events, ARRIVAL_LIMIT);
        } catch (ConditionTimeoutException e) {
            throw new IllegalStateException(
                    "the sample did not arrive within " + ARRIVAL_LIMIT.toSeconds() + " s"
                            + stage.bridge().tail(),
                    e);
        }
    }

    private void showAddresses() {
        BridgeProcess bridge = stage.bridge();
        Demo.say("  Webhook     " + bridge.webhook(DemoStage.SOURCE));
        Demo.say("  Console     " + bridge.managementUri("/console/"));
        Demo.say("  Readiness   " + bridge.managementUri("/observe/health/ready"));
        Demo.say("  Metrics     " + bridge.managementUri("/observe/metrics"));
        Demo.say("  Jolokia     " + bridge.managementUri("/observe/jolokia"));
        Demo.say("  Kafka       " + stage.kafka().bootstrap() + ", topic " + DemoStage.TOPIC);
        Demo.say("  PostgreSQL  " + stage.postgres().jdbcUrl() + ", user "
                + stage.postgres().username() + ", password " + stage.postgres().password());
        Demo.say("");
        stage.sayTryIt();
    }

    private static int count(String batch) {
        try {
            return new ObjectMapper().readTree(batch).size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(String resource) {
        try (InputStream in = DemoSample.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + resource, e);
        }
    }
}
