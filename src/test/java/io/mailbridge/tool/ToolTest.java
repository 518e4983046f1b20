package io.mailbridge.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.event.JsonCodec;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the jar prints about itself. */
class ToolTest {
    private ToolRun tool;

    @BeforeEach
    void prepare(@TempDir Path home) {
        tool = new ToolRun(home);
    }

    @Test
    void shouldListTheProfiles() throws IOException {
        assertThat(tool.run("", "providers")).isZero();
        assertThat(tool.out().lines()).hasSizeGreaterThan(16).anyMatch(line -> line.matches("sendgrid +signature +.*"));

        tool.forgetOut();
        assertThat(tool.run("", "providers", "--format", "json")).isZero();
        assertThat(JsonCodec.mapper().readTree(tool.out()).findValuesAsText("name"))
                .contains("sendgrid", "generic");
    }

    @Test
    void shouldHelp() {
        assertThat(tool.run("", "--help")).isZero();
        assertThat(tool.run("", "help", "normalize")).isZero();
        assertThat(tool.out()).contains("normalize", "providers", "--provider", "Examples:", "Exit codes:");
        assertThat(tool.run("", "--version")).isZero();
        assertThat(tool.out()).contains("mailbridge ");
    }

    @Test
    void shouldSayWhatCheckDoesAndRefuseAnotherFolder() {
        assertThat(tool.run("", "check", "--help")).isZero();
        assertThat(tool.out()).contains("--home", "--json", "Exit codes:", "wrong usage");
        assertThat(tool.run("", "check", "--home", tool.home().resolve("none").toString()))
                .isEqualTo(2);
        assertThat(tool.err()).contains("There is no folder " + tool.home().resolve("none"));
        assertThat(tool.run("", "check", "--strict")).isEqualTo(2);
    }

    @Test
    void shouldRefuseToSendWhatNobodyMeant() {
        assertThat(tool.run("", "republish", "--since", "1h", "--to", "email-events.rejected"))
                .isEqualTo(2);
        assertThat(tool.err())
                .contains("email-events.rejected is a topic of the bridge itself: that needs --to-own-topic");
        assertThat(tool.run("", "republish", "--to", "again")).isEqualTo(2);
        assertThat(tool.err()).contains("Missing required option: '--since=TIME'");
        assertThat(tool.run("", "republish", "--since", "1h", "--to", "again", "--type", "bounce"))
                .isEqualTo(2);
        assertThat(tool.err()).contains("There is no type 'bounce'; there are processed, sent,");
        assertThat(tool.run("", "report", "--since", "soon")).isEqualTo(2);
        assertThat(tool.err()).contains("--since: 'soon' is not a duration before now such as 90s");
        assertThat(tool.run("", "report", "--by", "person")).isEqualTo(2);
        assertThat(tool.run("", "report", "--json", "--csv")).isEqualTo(2);
        assertThat(tool.run("", "tail", "--since", "1h", "--until", "now")).isEqualTo(2);
        assertThat(tool.run("", "parked", "list", "--type", "bonced")).isEqualTo(2);
        assertThat(tool.err()).contains("There is no type 'bonced'", "bounced");
    }
}
