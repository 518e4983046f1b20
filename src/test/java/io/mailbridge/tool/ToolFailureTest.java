package io.mailbridge.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the tool prints when it fails: the cause, and nothing of a payload. */
class ToolFailureTest {
    @TempDir
    Path home;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private InputStream in = InputStream.nullInputStream();

    @Test
    void shouldNameTheFileThatCannotBeRead() {
        assertThat(run("normalize", "-p", "sendgrid", "-f", "no-such-file")).isEqualTo(1);
        assertErrors("mailbridge: the file no-such-file cannot be read (NoSuchFileException)");
    }

    @Test
    void shouldNameTheFolderThatIsNoFile() {
        assertThat(run("normalize", "-p", "sendgrid", "-f", home.toString())).isEqualTo(1);
        assertErrors("mailbridge: the file " + home + " cannot be read (IOException)");
    }

    @Test
    void shouldSayThatStandardInputCannotBeRead() throws IOException {
        in.close();

        assertThat(run("normalize", "-p", "sendgrid")).isEqualTo(1);
        assertErrors("mailbridge: standard input cannot be read (IOException)");
    }

    @Test
    void shouldNotPrintTheMessageOfAFailureItDoesNotKnow() {
        in = new InputStream() {
            @Override
            public int read() {
                throw new IllegalStateException("ann@example.com");
            }
        };

        assertThat(run("normalize", "-p", "sendgrid")).isEqualTo(1);
        assertErrors("mailbridge: java.lang.IllegalStateException");
    }

    @Test
    void shouldSayThatTheOutputIsLost() {
        int status = Tool.run(
                home,
                (settings, profiles, over) -> null,
                in,
                new PrintWriter(new FullDevice()),
                new PrintWriter(err),
                "providers");

        assertThat(status).isEqualTo(1);
        assertErrors("mailbridge: the output could not be written");
    }

    @Test
    void shouldNameTheLineOfABrokenProfileButHelpAllTheSame() throws IOException {
        Files.writeString(profiles().resolve("broken.yaml"), "description: x\n");

        assertThat(run("--version")).isZero();
        assertThat(run("help", "normalize")).isZero();
        assertThat(run("normalize", "--help")).isZero();
        assertThat(err.toString()).isEmpty();
        assertThat(run("providers")).isEqualTo(1);
        assertThat(err.toString()).startsWith("mailbridge: ").contains("broken.yaml:1: ");
    }

    @Test
    void shouldNameTheFolderOfAProfileThatCannotBeRead() throws IOException {
        Files.createSymbolicLink(profiles().resolve("gone.yaml"), home.resolve("no-such-file"));

        assertThat(run("providers")).isEqualTo(1);
        assertErrors("mailbridge: a profile in " + home.resolve("providers") + " cannot be read (NoSuchFileException)");
    }

    private Path profiles() throws IOException {
        return Files.createDirectory(home.resolve("providers"));
    }

    private int run(String... arguments) {
        return Tool.run(
                home, (settings, profiles, over) -> null, in, new PrintWriter(out), new PrintWriter(err), arguments);
    }

    private void assertErrors(String line) {
        assertThat(err.toString()).isEqualTo(line + System.lineSeparator());
        assertThat(out.toString()).isEmpty();
    }

    /** Takes nothing. */
    private static final class FullDevice extends Writer {
        @Override
        public void write(char[] text, int from, int length) throws IOException {
            throw new IOException("full");
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
