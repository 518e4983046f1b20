package io.mailbridge.bench.measure;

import io.mailbridge.bench.program.Fleet;
import io.mailbridge.bench.program.ProcessFigures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What bridges and PostgreSQL have used up to a moment, to be compared with a later one. */
record Usage(long nanos, double bridgeSeconds, double databaseSeconds, long buffered, long walBytes) {
    static Usage read(TestBed testBed, Fleet fleet) {
        return new Usage(
                System.nanoTime(),
                fleet.target().cpuSeconds(),
                ProcessHandle.current()
                        .descendants()
                        .mapToDouble(Usage::databaseSeconds)
                        .sum(),
                fleet.events("buffered"),
                testBed.servers().postgres().count("select (pg_current_wal_lsn() - '0/0')::bigint"));
    }

    double secondsSince(Usage before) {
        return (nanos - before.nanos) / 1e9;
    }

    double bridgeMicros(Usage later) {
        return 1e6 * (later.bridgeSeconds - bridgeSeconds);
    }

    double databaseMicros(Usage later) {
        return 1e6 * (later.databaseSeconds - databaseSeconds);
    }

    /** Of a process of PostgreSQL; 0 of another, and of one that has just ended. */
    private static double databaseSeconds(ProcessHandle process) {
        try {
            Path name = Path.of("/proc", Long.toString(process.pid()), "comm");
            return Files.readString(name).startsWith("postgres") ? ProcessFigures.cpuSeconds(process.pid()) : 0;
        } catch (IOException | UncheckedIOException e) {
            return 0;
        }
    }
}
