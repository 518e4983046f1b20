package io.mailbridge.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Hyperfoil in a process of its own, so that its CPU time is not counted as ours. */
final class LoadTool implements AutoCloseable {
    private static final String MAIN_CLASS = "io.mailbridge.bench.load.LoadMain";

    private final Program program;

    private LoadTool(Program program) {
        this.program = program;
    }

    static LoadTool start(Setup setup, Path folder) {
        List<String> command = List.of(
                setup.java(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-Dlog4j2.level=ERROR",
                "-cp",
                setup.loadClassPath(),
                MAIN_CLASS);
        return new LoadTool(Program.start("load tool", command, folder));
    }

    long pid() {
        return program.pid();
    }

    /** Returns when the last answer is in. */
    synchronized LoadResult run(LoadJob job, List<String> urls, int sources) {
        long start = 0;
        program.writeLine(job.line(urls, sources));
        List<LoadFigures> seconds = new ArrayList<>();
        LoadFigures all = null;
        for (String line = program.readLine(); !line.equals("done"); line = program.readLine()) {
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
            throw new IllegalStateException("The load tool sent no request to " + urls);
        }
        return new LoadResult(all, seconds, start);
    }

    @Override
    public void close() {
        program.close();
    }
}
