package io.mailbridge.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class StartedTest {
    private final StringWriter err = new StringWriter();

    @Test
    void shouldRefuseWrongUsageInOneLineWhateverIsStarted() {
        assertThat(run(new BenchRun(), "--fast")).isEqualTo(2);
        assertThat(run(new BenchRun(), "--smoke", "--quick")).isEqualTo(2);
        assertThat(run(new JMeterRun(), "--rate", "many")).isEqualTo(2);
        assertThat(run(new JMeterRun(), "--seconds", "0")).isEqualTo(2);

        assertThat(err.toString().lines())
                .containsExactly(
                        "Unknown option: '--fast'; bench/run --help lists the options",
                        "--smoke cannot be combined with --quick or --write: its figures mean nothing.",
                        "Invalid value for option '--rate': 'many' is not an int;"
                                + " bench/jmeter/run --help lists the options",
                        "--seconds is 0; allowed is 1 or more");
    }

    @Test
    void shouldNameTheCommandThatFailed() {
        assertThat(run(new Broken())).isEqualTo(1);

        assertThat(err.toString().lines()).last().isEqualTo("bench/broken failed: no port is free");
    }

    @CommandLine.Command(name = "bench/broken")
    private static final class Broken implements Callable<Integer> {
        @Override
        public Integer call() {
            throw new IllegalStateException("no port is free");
        }
    }

    private int run(Callable<Integer> command, String... arguments) {
        CommandLine line = Started.commandLine(command);
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }
}
