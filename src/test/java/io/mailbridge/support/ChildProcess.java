package io.mailbridge.support;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;

/** A process of ours and its children: stopped, killed, frozen and thawed together, and never outliving this JVM. */
public final class ChildProcess {
    private static final Duration KILL_LIMIT = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final int TAIL_LINES = 25;

    private final String name;
    private final Process process;
    private final Path log;
    private final Runnable killAtExit = this::kill;
    private volatile boolean frozen;

    private ChildProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
        AtExit.run(killAtExit);
    }

    public static ChildProcess start(
            String name, List<String> command, Path folder, Map<String, String> environment, Path log) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            return new ChildProcess(name, builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + name + " with " + command.get(0), e);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** @throws IllegalStateException with the log's end if it gives no good answer by the limit, or ends before */
    public void awaitAnswer(Duration limit, Callable<Boolean> answers) {
        try {
            Awaitility.await()
                    .pollInSameThread()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(POLL)
                    .atMost(limit)
                    .failFast(name + " ended", () -> !process.isAlive())
                    .until(answers);
        } catch (ConditionTimeoutException | TerminalFailureException e) {
            String what =
                    process.isAlive() ? " gave no good answer within " + limit.toSeconds() + " s" : " ended at start";
            throw new IllegalStateException(name + what + tail(), e);
        }
    }

    /** @throws IllegalStateException if it still runs after the limit; it is left running */
    public int awaitExit(Duration limit) {
        if (!exitsWithin(limit)) {
            throw new IllegalStateException(name + " still runs after " + limit + tail());
        }
        AtExit.forget(killAtExit);
        return process.exitValue();
    }

    /** Sends the signal and waits; what has not ended by the limit is killed. */
    void stop(String signal, Duration limit) {
        signal(signal);
        if (!exitsWithin(limit)) {
            kill();
        }
        AtExit.forget(killAtExit);
    }

    void signal(String signal) {
        thaw();
        if (process.isAlive()) {
            send(signal, List.of(process.toHandle()));
        }
    }

    /** SIGKILL to the process first, so that it cannot replace its children, then to them. */
    public void kill() {
        AtExit.forget(killAtExit);
        List<ProcessHandle> family = family();
        family.forEach(ProcessHandle::destroyForcibly);
        exitsWithin(KILL_LIMIT);
        frozen = false;
    }

    void freeze() {
        send("STOP", List.of(process.toHandle()));
        frozen = true;
        // a stopped parent starts no further child
        send("STOP", process.descendants().toList());
    }

    void thaw() {
        if (frozen) {
            send("CONT", family());
            frozen = false;
        }
    }

    Path logFile() {
        return log;
    }

    public String log() {
        try {
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + log, e);
        }
    }

    /** The end of the log, ready to be appended to an error's sentence. */
    String tail() {
        List<String> lines = log().lines().toList();
        List<String> last = lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size());
        return ". The end of its log:\n" + (last.isEmpty() ? "(empty)" : String.join("\n", last));
    }

    private List<ProcessHandle> family() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
    }

    private boolean exitsWithin(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            return false;
        }
    }

    private static void send(String signal, List<ProcessHandle> targets) {
        if (targets.isEmpty()) {
            return;
        }
        List<String> command = new ArrayList<>(List.of("sh", "-c", "kill -" + signal + " \"$@\" 2>/dev/null", "kill"));
        targets.forEach(target -> command.add(Long.toString(target.pid())));
        try {
            new ProcessBuilder(command).start().waitFor(KILL_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot send " + signal, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
