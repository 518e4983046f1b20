package io.mailbridge.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README shows what a newcomer sees who starts the {@link Demo} and takes Kafka down. */
class ReadmeIT {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final String MARK = "<!-- held true by ReadmeIT -->";

    @Test
    void shouldShowWhatTheReadmeShows() throws IOException {
        List<String> shown = block("## What you will see");
        List<String> outage = block("## Kafka down?");
        try (DemoRun demo = DemoRun.start()) {
            awaitLine(demo, "Try it");
            demo.press('k');
            awaitLine(demo, outage.get(0));
            demo.press('s');
            awaitLine(demo, outage.get(2));
            awaitLine(demo, outage.get(3));
            demo.press('k');
            awaitLine(demo, outage.get(outage.size() - 1));

            assertInOrder(demo.output(), shown);
            assertInOrder(demo.output(), outage);
            demo.press('q');
            assertThat(demo.awaitExit(LIMIT)).isZero();
        }
    }

    /** The lines of the marked code block below a heading. */
    private static List<String> block(String heading) throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        String section = readme.substring(readme.indexOf(heading));
        String code = section.substring(section.indexOf(MARK)).split("```")[1];
        List<String> lines = code.lines().filter(line -> !line.isBlank()).toList();
        assertThat(lines).as(heading).isNotEmpty();
        return lines;
    }

    private static void awaitLine(DemoRun demo, String line) {
        await("the line: " + line)
                .atMost(LIMIT)
                .until(() -> pattern(line).matcher(demo.output()).find());
    }

    private static void assertInOrder(String output, List<String> lines) {
        int from = 0;
        for (String line : lines) {
            Matcher matcher = pattern(line).matcher(output);
            assertThat(matcher.find(from))
                    .as("%s, in%n%s", line, output.substring(from))
                    .isTrue();
            from = matcher.end();
        }
    }

    /** Times differ from run to run, and so does the width of columns; all else must be as the README has it. */
    private static Pattern pattern(String line) {
        String[] words = line.strip().split("\\s+");
        StringJoiner regex = new StringJoiner("\\s+");
        for (int i = 0; i < words.length; i++) {
            boolean time = i + 1 < words.length && words[i + 1].matches("m?s\\b.*") && words[i].matches("[\\d.,]+");
            regex.add(time ? "[\\d.,]+" : Pattern.quote(words[i]));
        }
        return Pattern.compile(regex.toString());
    }
}
