package io.mailbridge.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

class ConfirmationTest {
    private static final String ACTION = "send 101 records to again";

    private final StringWriter asked = new StringWriter();

    @Test
    void shouldNotAskForFewOrWithYes() {
        assertThatCode(() -> confirmation("", false).require(100, ACTION)).doesNotThrowAnyException();
        assertThatCode(() -> confirmation("", false, "--yes").require(101, ACTION))
                .doesNotThrowAnyException();
        assertThat(asked.toString()).isEmpty();
    }

    @Test
    void shouldRefuseWhereNobodyCanBeAsked() {
        assertThatThrownBy(() -> confirmation("y\n", false).require(101, ACTION))
                .isInstanceOf(ParameterException.class)
                .hasMessage("This would " + ACTION + ": without a terminal that needs --yes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"y\n", "Yes\n", " y"})
    void shouldGoOnWithYes(String answer) {
        assertThatCode(() -> confirmation(answer, true).require(101, ACTION)).doesNotThrowAnyException();
        assertThat(asked.toString()).isEqualTo("This would " + ACTION + ". Go on? [y/N] ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "n\n", "yesterday\n"})
    void shouldDoNothingWithAnythingElse(String answer) {
        assertThatThrownBy(() -> confirmation(answer, true).require(101, ACTION))
                .isInstanceOf(ToolFailure.class)
                .hasMessage("nothing was done");
    }

    private Confirmation confirmation(String answer, boolean isTerminal, String... arguments) {
        Asking command = new Asking(
                new Confirmation(new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8)), () -> isTerminal));
        new CommandLine(command).setErr(new PrintWriter(asked)).parseArgs(arguments);
        return command.confirmation;
    }

    @Command(name = "asking")
    private static final class Asking {
        @Mixin
        private final Confirmation confirmation;

        Asking(Confirmation confirmation) {
            this.confirmation = confirmation;
        }
    }
}
