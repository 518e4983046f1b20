package io.mailbridge.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import io.mailbridge.support.SendGridEvents;
import io.mailbridge.support.TopicRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The engineer's desk: bin/dev with edits of routes and profiles, the dev console, Camel's command line, and its end. */
class DevIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String ROUTE = "routes/send-to-kafka.camel.yaml";
    private static final String PROFILE = "providers/sendgrid.yaml";
    private static final String STEP = """
      steps:
        - setHeader:
            id: add-region
            name: region
            constant:
              expression: eu-west
""";

    private static DevRun dev;

    @BeforeAll
    static void start() throws IOException {
        dev = new DevRun("--trace");
    }

    @AfterAll
    static void stop() throws Exception {
        try (DevRun ending = dev) {
            List<ProcessHandle> family = ending.interrupt();
            await("the end of all its processes").atMost(Duration.ofSeconds(10)).until(() -> family.stream()
                    .noneMatch(ProcessHandle::isAlive));
        }
    }

    /** Under continuous events: each is answered 200 and arrives, or its sender is asked to retry. */
    @Test
    void shouldRunAnEditedRouteAndKeepTheLastGoodOneWhileTheFileIsBroken() throws Exception {
        Map<String, Integer> answers = new ConcurrentSkipListMap<>();
        AtomicBoolean going = new AtomicBoolean(true);
        Thread sender = new Thread(() -> {
            for (int i = 0; going.get(); i++) {
                String id = "load-" + i;
                answers.put(id, dev.post(SendGridEvents.batch(List.of(id))).statusCode());
            }
        });
        sender.start();

        int before = dev.output().length();
        dev.edit(ROUTE, "      steps:\n", STEP);
        dev.awaitOutput("Reloaded " + ROUTE, before);
        assertThat(headers("changed")).containsEntry("region", "eu-west");

        before = dev.output().length();
        dev.edit(ROUTE, "- setHeader:", "- setHeaderr:");
        dev.awaitOutput("Not reloaded, the last good version runs on", before);
        assertThat(dev.output().substring(before))
                .contains(ROUTE + ":" + dev.lineOf(ROUTE, "setHeaderr") + ": ", "setHeaderr");
        assertThat(headers("broken")).containsEntry("region", "eu-west");

        before = dev.output().length();
        dev.edit(ROUTE, STEP.replace("setHeader", "setHeaderr"), "      steps:\n");
        dev.awaitOutput("Reloaded " + ROUTE, before);
        assertThat(headers("mended")).doesNotContainKey("region").containsKey("ce_id");

        going.set(false);
        sender.join();
        assertThat(Set.copyOf(answers.values())).isSubsetOf(200, 503).contains(200);
        List<String> accepted = new ArrayList<>();
        answers.forEach((id, status) -> {
            if (status == 200) {
                accepted.add("sendgrid:" + id);
            }
        });
        dev.topics()
                .awaitRecords(
                        "email-events",
                        all -> all.stream().map(TopicRecord::id).toList().containsAll(accepted),
                        LIMIT);
    }

    @Test
    void shouldReadEventsByAnEditedProfileAndKeepTheLastGoodOneWhileItIsBroken() throws Exception {
        int before = dev.output().length();
        dev.edit(PROFILE, "sg_event_id", "my_event_id");
        dev.awaitOutput("Reloaded " + PROFILE, before);
        assertThat(dev.post("[{\"event\":\"open\",\"email\":\"ann@example.com\",\"my_event_id\":\"mine\"}]")
                        .statusCode())
                .isEqualTo(200);
        assertThat(record("sendgrid:mine").key()).isEqualTo("ann@example.com");

        before = dev.output().length();
        dev.edit(PROFILE, "\nfields:", "\nfieldz:");
        dev.awaitOutput("Not reloaded, the last good version runs on", before);
        assertThat(dev.output().substring(before)).containsPattern(PROFILE + ":\\d+: .*fieldz");
        dev.post("[{\"event\":\"open\",\"email\":\"ann@example.com\",\"my_event_id\":\"still-mine\"}]");
        assertThat(record("sendgrid:still-mine").key()).isEqualTo("ann@example.com");

        before = dev.output().length();
        dev.edit(PROFILE, "\nfieldz:", "\nfields:");
        dev.edit(PROFILE, "my_event_id", "sg_event_id");
        dev.awaitOutput("Reloaded " + PROFILE, before);
        assertThat(headers("back")).containsKey("ce_id");
    }

    @Test
    void shouldShowTheConsoleAndTheTraceThatWasAskedFor() {
        assertThat(dev.console("/route").body()).contains("receive-webhook", "send-to-kafka");
        dev.console("/trace?enabled=true");
        assertThat(dev.post(SendGridEvents.batch(List.of("traced"))).body())
                .isEqualTo("{\"accepted\":1,\"rejected\":0}");
        dev.awaitOutput("camel.Tracing");
        assertThat(dev.console("/trace?dump=true").body()).contains("\"routeId\": \"receive-webhook\"");
        dev.console("/trace?enabled=false");
    }

    @Test
    void shouldObeyCamelsCommandLine() throws IOException {
        CamelCli camel;
        try {
            camel = CamelCli.resolve(dev.userHome());
        } catch (IOException | IllegalStateException e) {
            System.out.println("DevIT: Camel's command line is left out: " + e.getMessage());
            abort("Camel's command line cannot be had here: " + e.getMessage());
            return;
        }
        assertThat(camel.run("get", "route")).contains("replay-events", "receive-webhook", "Started");

        camel.run("cmd", "stop-route", dev.pid(), "--id=expire-events");
        dev.awaitOutput("Stopped expire-events");
    }

    private static Map<String, String> headers(String id) {
        // 503 while the routes are exchanged
        await().atMost(LIMIT)
                .until(() -> dev.post(SendGridEvents.batch(List.of(id))).statusCode() == 200);
        return new TreeMap<>(record("sendgrid:" + id).headers());
    }

    private static TopicRecord record(String id) {
        return dev.topics().awaitRecord("email-events", id, LIMIT);
    }
}
