package io.mailbridge.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.ShippedAssembly;
import io.mailbridge.check.HomeCheck;
import io.mailbridge.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The bridge takes what the chart gives it: settings, credentials, routes and profiles arrive as they were meant. */
class PodHomeTest {
    static List<Path> cases() {
        return Chart.cases();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldGiveTheBridgeNothingThatItRefuses(Path values) throws Exception {
        try (PodHome pod = PodHome.of(Chart.render(values))) {
            assertThat(new HomeCheck(pod.path(), pod.environment(), new Properties(), ShippedAssembly.OFFLINE)
                            .mistakes())
                    .isEmpty();
        }
    }

    @Test
    void shouldPassEveryValueUnchanged() throws Exception {
        try (PodHome pod = PodHome.of(Chart.render(Chart.HOME.resolve("ci/everything-values.yaml")))) {
            Settings settings = Settings.load(pod.path(), pod.environment(), new Properties());

            assertThat(settings.all())
                    .containsEntry("bridge.buffer.max-rows", "5000000")
                    .containsEntry("shop.name", "Näh & Co")
                    .containsEntry("bridge.management.hosts", "bridge.example")
                    .containsEntry("camel.component.kafka.security-protocol", "SASL_SSL")
                    .containsKey("bridge.management.password")
                    .containsKey("camel.component.kafka.sasl-jaas-config");
            assertThat(settings.sources().get("crm"))
                    .containsEntry("types.Hard Bounce", "bounced")
                    .containsEntry("types.a:b=c", "opened")
                    .containsEntry("username", "crm")
                    .containsKey("password");
            assertThat(settings.sources().get("ses"))
                    .containsEntry(
                            "topic-arns",
                            "arn:aws:sns:eu-west-1:123456789012:events,arn:aws:sns:eu-west-1:123456789012:bounces");
            assertThat(settings.sources().get("sendgrid-eu")).containsKey("secret");
            assertThat(settings.number("bridge.replay.max-rate", 0, 10000)).isEqualTo(2500);
        }
    }

    @Test
    void shouldReplaceFilesOfTheImageAndAddFurtherOnes() throws Exception {
        try (PodHome pod = PodHome.of(Chart.render(Chart.HOME.resolve("ci/everything-values.yaml")))) {
            assertThat(Files.readString(pod.path().resolve("routes/adapt-events.camel.yaml")))
                    .contains("Adapting for {{shop.name}}");
            assertThat(pod.path().resolve("routes/Report.java")).exists();
            assertThat(pod.path().resolve("routes/receive-webhook.camel.yaml")).exists();
            assertThat(Files.readString(pod.path().resolve("routes/sql/discard-parked.sql")))
                    .contains("LIMIT 200");
            assertThat(pod.path().resolve("providers/shop.yaml")).exists();
        }
    }

    @Test
    void shouldRestartThePodsWhenARouteChanges() {
        String checksum = checksum(Map.of("routes.adapt-events\\.camel\\.yaml", "one"));

        assertThat(checksum(Map.of("routes.adapt-events\\.camel\\.yaml", "two")))
                .isNotEqualTo(checksum);
        assertThat(checksum(Map.of("routes.adapt-events\\.camel\\.yaml", "one")))
                .isEqualTo(checksum);
        assertThat(checksum(Map.of("settings.bridge\\.log\\.format", "text"))).isNotEqualTo(checksum(Map.of()));
        assertThat(checksum(Map.of("profiles.shop\\.yaml", "one"))).isNotEqualTo(checksum(Map.of()));
        assertThat(checksum(Map.of("secret.values.A", "one"))).isNotEqualTo(checksum(Map.of()));
        assertThat(checksum(Map.of("replicas", "3"))).isEqualTo(checksum(Map.of()));
    }

    private static String checksum(Map<String, String> values) {
        return Chart.render(values)
                .one("Deployment")
                .at("/spec/template/metadata/annotations")
                .toString();
    }
}
