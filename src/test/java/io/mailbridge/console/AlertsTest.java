package io.mailbridge.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whoever is woken by an alert finds what to do, and each alert was seen to fire. */
class AlertsTest {

    @Test
    void shouldSayWhatToDoAboutEachAlert() {
        String operations = Monitoring.text(Path.of("docs/operations.md"));

        assertThat(Monitoring.alerts().keySet()).hasSizeGreaterThan(10).allSatisfy(alert -> assertThat(operations)
                .contains("\n### " + alert + "\n"));
        for (JsonNode rule :
                Monitoring.yaml(Monitoring.RULES).get("groups").get(0).get("rules")) {
            String alert = rule.get("alert").asText();
            assertThat(rule.at("/annotations/runbook").asText())
                    .isEqualTo("docs/operations.md#" + alert.toLowerCase(java.util.Locale.ROOT));
            assertThat(rule.at("/labels/severity").asText()).isIn("warning", "critical");
        }
    }

    @Test
    void shouldTestEachAlert() {
        List<String> fired = new ArrayList<>();
        for (JsonNode test : Monitoring.yaml(Monitoring.RULE_TESTS).get("tests")) {
            for (JsonNode step : test.get("alert_rule_test")) {
                if (!step.get("exp_alerts").isEmpty()) {
                    fired.add(step.get("alertname").asText());
                }
            }
        }

        assertThat(fired)
                .containsExactlyInAnyOrderElementsOf(Monitoring.alerts().keySet());
    }
}
