package io.mailbridge.bench.program;

import io.mailbridge.bench.load.LoadFigures;
import io.mailbridge.bench.load.LoadJob;
import io.mailbridge.bench.load.LoadResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The process that makes the load, apart from this one so that its CPU time can be told apart. */
public final class LoadTool implements AutoCloseable {
    private static final String MAIN_CLASS = "io.mailbridge.bench.load.LoadMain";

    private final LineProcess process;

    private LoadTool(LineProcess process) {
        this.process = process;
    }

    public static LoadTool start(Setup setup, Path folder) {
        List<String> command = List.of(
                setup.java(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-Dlog4j2.level=ERROR",
                "-cp",
                setup.loadClassPath(),
                MAIN_CLASS);
        return new LoadTool(LineProcess.start("load tool", command, folder));
    }

    public long pid() {
        return process.pid();
    }

    /** Returns when the last answer has arrived. */
    public synchronized LoadResult run(LoadJob job) {
        long start = 0;
        process.writeLine(job.line());
        List<LoadFigures> seconds = new ArrayList<>();
        LoadFigures all = null;
        for (String line = process.readLine(); !line.equals("done"); line = process.readLine()) {
            if (line.startsWith("failed ")) {
                throw new IllegalStateException("The load tool " + line);
            } else if (line.startsWith("start ")) {
                start = Long.parseLong(line.substring("start ".length()));
            } else if (line.startsWith("second ")) {
                seconds.add(LoadFigures.parse(line));
            } else if (line.startsWith("all ")) {
                all = LoadFigures.parse(line);
            }
        }
        if (all == null || all.requests() == 0) {
            throw new IllegalStateException("The load tool sent no request to " + job.urls());
        }
        return new LoadResult(all, seconds, start);
    }

    @Override
    public void close() {
        process.close();
    }
}
