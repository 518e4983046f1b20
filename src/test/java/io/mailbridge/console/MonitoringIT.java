package io.mailbridge.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailbridge.support.BridgeProcess;
import io.mailbridge.support.SendGridEvents;
import io.mailbridge.support.Servers;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A real Prometheus understands what is scraped, and evaluates every alert and every panel over it. */
class MonitoringIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Pattern NAME = Pattern.compile("\\b(bridge|jvm|camel|process|system|resilience4j)_\\w+");

    /** Where TLS is configured; {@link io.mailbridge.http.ServerTlsIT} reads it. */
    private static final String OF_TLS = "bridge_tls_certificate_expiry_timestamp_seconds";

    private static Servers servers;
    private static BridgeProcess bridge;
    private static Prometheus prometheus;

    @BeforeAll
    static void scrapeABridgeInAnOutage() throws IOException {
        if (!Prometheus.isInstalled()) {
            String reason =
                    "MonitoringIT is skipped: there is no prometheus and promtool (Debian's package prometheus)";
            System.out.println(reason);
            Assumptions.abort(reason);
        }
        servers = Servers.start();
        bridge = servers.bridge()
                .property("bridge.replay.max-attempts", "1")
                .property("bridge.kafka.max-record-size", "2KB")
                .startReady(LIMIT);
        prometheus = new Prometheus(bridge.managementUri("/observe/metrics"), Monitoring.RULES);
        String good = SendGridEvents.batch(List.of("before"));
        bridge.post("demo", good);
        bridge.post("demo", good.replace("delivered", "vanished"));
        bridge.post("demo", good.replace("\"delivered\"", "7"));
        bridge.post("demo", good.replace("delivered", "delivered\",\"note\":\"" + "x".repeat(3_000)));
        await().atMost(LIMIT).until(() -> bridge.metric("bridge_events_parked_total") > 0);
        servers.kafka().kill();
        for (int i = 0; i < 12; i++) {
            assertThat(bridge.post("demo", good.replace("before", "after" + i)).statusCode())
                    .isEqualTo(200);
        }
    }

    @AfterAll
    static void stop() {
        if (prometheus != null) {
            prometheus.close();
        }
        if (servers != null) {
            bridge.close();
            servers.close();
        }
    }

    @Test
    void shouldNameAndDescribeMetricsAsPrometheusExpects() {
        String findings = Prometheus.run(bridge.management("/observe/metrics").body(), "promtool", "check", "metrics")
                .output();

        assertThat(findings.lines().filter(line -> !Monitoring.isOfOthers(line)))
                .isEmpty();
    }

    @Test
    void shouldTestTheAlerts() {
        Prometheus.Told told = Prometheus.run("", "promtool", "test", "rules", Monitoring.RULE_TESTS.toString());

        assertThat(told.status()).as(told.output()).isZero();
    }

    @Test
    void shouldEvaluateEveryAlertAndPanelOverWhatIsScraped() {
        await("the outage in Prometheus").atMost(LIMIT).until(() -> !result("MailbridgeBreakerOpen")
                .isEmpty());
        // counted every few seconds
        await("its depth")
                .atMost(LIMIT)
                .until(() -> prometheus
                                .query("max(bridge_buffer_depth)")
                                .at("/0/value/1")
                                .asInt()
                        >= 10);
        Set<String> scraped = new TreeSet<>(Set.of(OF_TLS));
        prometheus.names().forEach(name -> scraped.add(name.asText()));

        assertAbout(Monitoring.alerts(), scraped);
        assertAbout(Monitoring.panels(), scraped);
        assertThat(result("MailbridgeNothingDurable")).isEmpty();
        assertThat(result("MailbridgeBooksDiffer")).isEmpty();
    }

    /** What the Camel Monitor Operator reads. */
    @Test
    void shouldShowCamelsOwnFiguresUnderTheirNames() {
        assertThat(bridge.metric("camel_exchanges_total", "routeId", "receive-webhook", "eventType", "route"))
                .isGreaterThanOrEqualTo(16);
        assertThat(bridge.metric("camel_exchanges_total", "eventType", "context"))
                .isGreaterThanOrEqualTo(16);
        assertThat(bridge.metrics().named("camel_exchanges_failed_total")).isNotEmpty();
        assertThat(bridge.metrics().named("camel_exchanges_inflight")).isNotEmpty();
        assertThat(bridge.metric("camel_exchanges_last_timestamp")).isPositive();
        assertThat(bridge.metric("app_info")).isEqualTo(1);
        assertThat(bridge.metric("jvm_memory_used_bytes", "area", "heap")).isPositive();
        assertThat(bridge.metrics().named("system_cpu_usage")).isNotEmpty();
    }

    private static JsonNode result(String alert) {
        return prometheus.query(Monitoring.alerts().get(alert));
    }

    private static void assertAbout(Map<String, String> expressions, Set<String> scraped) {
        assertThat(expressions).isNotEmpty().allSatisfy((where, expression) -> {
            assertThat(NAME.matcher(expression).results().map(name -> name.group()))
                    .as(where)
                    .isNotEmpty()
                    .isSubsetOf(scraped);
            assertThat(prometheus.query(expression).isArray()).as(where).isTrue();
        });
    }
}
