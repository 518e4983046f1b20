package io.mailbridge.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailbridge.event.JsonCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The alerts and the dashboard as they are shipped. */
final class Monitoring {
    static final Path RULES = Path.of("deploy/prometheus/mailbridge.rules.yaml");
    static final Path RULE_TESTS = Path.of("deploy/prometheus/mailbridge.rules.test.yaml");
    private static final Path DASHBOARD = Path.of("deploy/grafana/mailbridge.json");

    private Monitoring() {}

    /** By name. */
    static Map<String, String> alerts() {
        Map<String, String> alerts = new LinkedHashMap<>();
        for (JsonNode group : yaml(RULES).get("groups")) {
            group.get("rules")
                    .forEach(rule -> alerts.put(
                            rule.get("alert").asText(), rule.get("expr").asText()));
        }
        return alerts;
    }

    /** By panel and letter, as Grafana would send them for all jobs and sources. */
    static Map<String, String> panels() {
        Map<String, String> panels = new LinkedHashMap<>();
        for (JsonNode panel : json(DASHBOARD).get("panels")) {
            for (JsonNode target : panel.path("targets")) {
                String expression = target.get("expr")
                        .asText()
                        .replace("$job", ".*")
                        .replace("$source", ".*")
                        .replace("$__rate_interval", "10s");
                panels.put(
                        panel.get("title").asText() + " " + target.get("refId").asText(), expression);
            }
        }
        return panels;
    }

    static JsonNode yaml(Path file) {
        Object read = new Load(LoadSettings.builder().build()).loadFromString(text(file));
        return JsonCodec.mapper().valueToTree(read);
    }

    private static JsonNode json(Path file) {
        try {
            return JsonCodec.mapper().readTree(text(file));
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a line of promtool is about names that are Camel's and Micrometer's own, which their dashboards read. */
    static boolean isOfOthers(String finding) {
        return finding.isBlank()
                || finding.matches("camel_exchanges_\\w+ label names should be written in 'snake_case' not 'camelCase'")
                || List.of("system_cpu_count non-histogram and non-summary metrics should not have \"_count\" suffix")
                        .contains(finding);
    }
}
