package io.mailbridge.support;

import java.nio.file.Path;
import java.time.Duration;

/** A server in a separate process, on the same loopback port and data folder over all its restarts. */
abstract class ServerProcess implements AutoCloseable {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

    private final TempFolder folder;
    private final int port;
    private final String stopSignal;
    private final Duration startLimit;
    private ChildProcess process;

    /** @param stopSignal what an operator's stop sends */
    ServerProcess(TempFolder folder, int port, String stopSignal, Duration startLimit) {
        this.folder = folder;
        this.port = port;
        this.stopSignal = stopSignal;
        this.startLimit = startLimit;
    }

    /** Prepares an empty data folder and starts the program. */
    abstract ChildProcess launch();

    /** Whether it answers requests, not only listens. */
    abstract boolean answers();

    /** Starts, or starts again on the same port and data; returns when the server answers. */
    public synchronized ServerProcess start() {
        if (isRunning()) {
            return this;
        }
        process = launch();
        try {
            process.awaitAnswer(startLimit, this::answers);
        } catch (IllegalStateException e) {
            kill();
            throw e;
        }
        return this;
    }

    /** Ends it as an operator would. */
    public synchronized void stop() {
        if (process != null) {
            process.stop(stopSignal, STOP_LIMIT);
        }
    }

    /** Ends as a crash would: SIGKILL to the server and all its children. */
    public synchronized void kill() {
        if (process != null) {
            process.kill();
        }
    }

    /** The server and all its children keep their connections but answer nothing: SIGSTOP. */
    public void freeze() {
        process.freeze();
    }

    public void thaw() {
        process.thaw();
    }

    public synchronized void restart() {
        stop();
        start();
    }

    public boolean isRunning() {
        return process != null && process.isAlive();
    }

    public String log() {
        return process == null ? "" : process.log();
    }

    final int port() {
        return port;
    }

    final Path folder() {
        return folder.path();
    }

    final Path data() {
        return folder().resolve("data");
    }

    @Override
    public synchronized void close() {
        kill();
        folder.close();
    }
}
