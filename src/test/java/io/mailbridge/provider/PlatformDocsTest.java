package io.mailbridge.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Checks what docs/providers.md says about the platforms against their profiles. */
class PlatformDocsTest {
    private static final Path DOCS = Path.of("docs/providers.md");
    private static final String START = "<!-- platforms: from the profiles, by PlatformDocsTest -->\n";
    private static final String END = "<!-- end of platforms -->";
    private static final String WRITE = "docs.write";

    @Test
    void shouldSayOfThePlatformsWhatTheirProfilesSay() throws IOException {
        String text = Files.readString(DOCS);
        String before = text.substring(0, text.indexOf(START) + START.length());
        String after = text.substring(text.indexOf(END));
        String rendered = rendered();
        if (Boolean.getBoolean(WRITE)) {
            Files.writeString(DOCS, before + rendered + after);
        }

        assertThat(Files.readString(DOCS))
                .as("mvn test -Dtest=PlatformDocsTest -D" + WRITE + "=true writes it")
                .isEqualTo(before + rendered + after);
    }

    private static String rendered() {
        Profiles profiles = Profiles.load(null);
        List<Profile> all =
                new TreeSet<>(profiles.names()).stream().map(profiles::find).toList();
        StringJoiner text = new StringJoiner("\n", "", "\n");
        text.add("| profile | platform | credentials | to retry | never | waits | retries |");
        text.add("|---|---|---|---|---|---|---|");
        all.forEach(profile -> text.add(row(profile)));
        text.add("").add("### Set-up");
        for (Profile profile : all) {
            if (profile.setup() != null) {
                text.add("- **" + profile.name() + "**: " + profile.setup());
            }
        }
        text.add("").add("### Unconfirmed");
        text.add(
                "What these profiles infer, from other projects' code and captured requests: the platform's documentation"
                        + " leaves it open.");
        for (Profile profile : all) {
            if (profile.unconfirmed() != null) {
                text.add("- **" + profile.name() + "**: " + profile.unconfirmed());
            }
        }
        return text.toString();
    }

    private static String row(Profile profile) {
        Answers answers = profile.answers();
        return "| [`" + profile.name() + "`](../providers/" + profile.name() + ".yaml) | " + profile.description()
                + (profile.unconfirmed() == null ? "" : " ([partly unconfirmed](#unconfirmed))")
                + " | "
                + credentials(profile) + " | " + answers.overload() + " | "
                + answers.never().stream().sorted().map(String::valueOf).collect(Collectors.joining(", ")) + " | "
                + text(answers.timeLimit()) + " | " + text(answers.retries()) + " |";
    }

    private static String credentials(Profile profile) {
        String scheme = text(profile.defaultAuth());
        return profile.signature() == null
                ? scheme
                : (scheme + " (" + profile.signature().name() + ")").strip();
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }
}
