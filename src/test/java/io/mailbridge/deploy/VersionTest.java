package io.mailbridge.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The version in pom.xml is the one in every other file that names it, and a release is in the changelog. */
class VersionTest {
    private static final String VERSION = named("pom.xml", "<version>(.*?)</version>");
    private static final String RELEASE = VERSION.replace("-SNAPSHOT", "");

    @ParameterizedTest
    @CsvSource({
        "deploy/helm/mailbridge/Chart.yaml, version: (.*)",
        "deploy/helm/mailbridge/Chart.yaml, appVersion: \"(.*)\"",
        "deploy/helm/examples/values.yaml, tag: (.*)",
        "compose.yaml, image: mailbridge:(.*)",
        "docs/kubernetes.md, docker build -t registry.example/team/mailbridge:(.*) \\.",
        "docs/kubernetes.md, docker push registry.example/team/mailbridge:(.*)",
    })
    void shouldBeNamedEverywhere(String file, String pattern) {
        assertThat(named(file, pattern)).isEqualTo(RELEASE);
    }

    /** It takes the libraries' versions from the bridge's own pom.xml, as installed by the build. */
    @Test
    void shouldBeTheBenchmarks() {
        assertThat(named("bench/pom.xml", "<artifactId>bench</artifactId>\\s*<version>(.*?)</version>"))
                .isEqualTo(VERSION);
    }

    @Test
    void shouldHaveASectionInTheChangelog() {
        String newest = named("CHANGELOG.md", "\n## (\\S+)");

        assertThat(newest).isEqualTo(RELEASE.equals(VERSION) ? VERSION : "Unreleased");
    }

    private static String named(String file, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(Yaml.text(Path.of(file)));
        assertThat(found.find()).as(pattern + " in " + file).isTrue();
        return found.group(1);
    }
}
