package io.mailbridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Also with a plain java -jar, without any option, the process ends itself when it is out of heap. */
class OutOfMemoryExitTest {
    private static final OutOfMemoryError HEAP = new OutOfMemoryError("Java heap space");

    @ParameterizedTest
    @ValueSource(strings = {"uncaught", "logged", "full"})
    void shouldEndTheProcessHoweverTheErrorSurfaces(String how) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx24m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName(),
                        how)
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isEqualTo(3);
        assertThat(said).contains("out of memory");
    }

    @Test
    void shouldFindTheErrorAmongTheCauses() {
        assertThat(OutOfMemoryExit.isOutOfHeap(HEAP)).isTrue();
        assertThat(OutOfMemoryExit.isOutOfHeap(new CompletionException(new IllegalStateException(HEAP))))
                .isTrue();
    }

    @Test
    void shouldEndForNothingElse() {
        assertThat(OutOfMemoryExit.isOutOfHeap(new IllegalStateException("x"))).isFalse();
        assertThat(OutOfMemoryExit.isOutOfHeap(new OutOfMemoryError("Cannot reserve 16 bytes of direct buffer memory")))
                .isFalse();
    }

    /** Runs out of heap in a separate thread; goes on if nothing ends the process. */
    static final class Program {
        private static Object[] kept;

        public static void main(String[] arguments) throws InterruptedException {
            OutOfMemoryExit.install();
            Thread thread = arguments[0].equals("full")
                    ? new Thread(Program::fill)
                    : new Thread(() -> run(arguments[0].equals("logged")));
            thread.start();
            thread.join();
        }

        /** Nothing is freed when the thread ends: not even the handler has memory. */
        private static void fill() {
            for (int size = 1 << 20; ; size = Math.max(0, size / 2 - 16)) {
                try {
                    while (true) {
                        kept = new Object[] {kept, new byte[size]};
                    }
                } catch (OutOfMemoryError e) {
                    if (size == 0) {
                        throw e;
                    }
                }
            }
        }

        private static void run(boolean caught) {
            List<byte[]> all = new ArrayList<>();
            try {
                while (true) {
                    all.add(new byte[1 << 20]);
                }
            } catch (OutOfMemoryError e) {
                all.clear();
                if (!caught) {
                    throw e;
                }
                LoggerFactory.getLogger(Program.class).warn("as libraries do", new IllegalStateException(e));
            }
        }
    }
}
