package io.mailbridge.bench.measure;

import io.mailbridge.bench.load.LoadFigures;
import io.mailbridge.bench.program.Bridges;
import io.mailbridge.bench.program.Fleet;
import io.mailbridge.bench.program.Setup;
import io.mailbridge.bench.program.SumCheck;
import io.mailbridge.bench.report.History;
import io.mailbridge.bench.report.Progress;
import io.mailbridge.support.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

/** A bridge under the load of JMeter, made with the plan that users run against bridges of their own. */
public final class JMeterLoad {
    /** JMeter's own start, and the end of its threads. */
    private static final int BESIDE_SECONDS = 60;

    private final Setup setup;
    private final Path home;
    private final int rate;
    private final int events;
    private final int threads;
    private final int seconds;

    /** @param rate requests a second */
    public JMeterLoad(Setup setup, int rate, int events, int threads, int seconds) {
        this.setup = setup;
        this.home = setup.path(System.getProperty("bench.jmeter", "target/jmeter"));
        this.rate = rate;
        this.events = events;
        this.threads = threads;
        this.seconds = seconds;
    }

    /**
     * What was seen, a reading a second.
     *
     * @throws IllegalStateException where JMeter has failed or an answer was not 200
     */
    public History run() throws IOException, InterruptedException {
        Progress progress = new Progress();
        progress.say("Starting a private Kafka, a private PostgreSQL and the bridge ...");
        try (Servers servers = Servers.start()) {
            Bridges bridges = new Bridges(setup, servers);
            try (Fleet bridge = bridges.start("jmeter", 1, Map.of())) {
                progress.say("JMeter posts %,d requests/s for %d s ...".formatted(rate, seconds));
                Process jmeter = start(bridge.target().url());
                try (ProcessSampler sampler = new ProcessSampler(bridge, jmeter.pid())) {
                    awaitEnd(jmeter);
                    History history = history(sampler);
                    progress.say(text(history));
                    bridge.target().acknowledge(events * count(history, LoadFigures::ok));
                    new SumCheck(servers, bridges).check(bridge);
                    requireAllOk(history);
                    return history;
                } finally {
                    jmeter.destroyForcibly();
                }
            }
        }
    }

    private Process start(String url) throws IOException {
        Path results = home.resolve("results.jtl");
        Files.deleteIfExists(results);
        List<String> command = List.of(
                setup.java(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-cp",
                Files.readString(home.resolve("classpath")).strip(),
                setup.path("bench/jmeter/StartJMeter.java").toString(),
                "-n",
                "-d",
                home.toString(),
                "-t",
                setup.path("bench/jmeter/mailbridge.jmx").toString(),
                "-l",
                results.toString(),
                "-j",
                home.resolve("jmeter.log").toString(),
                "-Jurl=" + url,
                "-Jrate=" + rate,
                "-Jevents=" + events,
                "-Jthreads=" + threads,
                "-Jseconds=" + seconds);
        Process process = new ProcessBuilder(command)
                // JMeter takes the folder above it for its home
                .directory(home.resolve("bin").toFile())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("output.log").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return process;
    }

    private void awaitEnd(Process jmeter) throws IOException, InterruptedException {
        boolean ended = jmeter.waitFor((long) seconds + BESIDE_SECONDS, TimeUnit.SECONDS);
        if (!ended || jmeter.exitValue() != 0 || Files.notExists(home.resolve("results.jtl"))) {
            throw new IllegalStateException("JMeter has failed:\n" + Files.readString(home.resolve("output.log")));
        }
    }

    private History history(ProcessSampler sampler) throws IOException {
        JMeterResults results = JMeterResults.read(Files.readAllLines(home.resolve("results.jtl")));
        return new History(
                List.of(new History.Phase("JMeter", 0)),
                results.seconds(),
                sampler.since(results.startMillis()).stream()
                        .filter(sample -> sample.second() >= 0)
                        .toList());
    }

    private static long count(History history, ToLongFunction<LoadFigures> of) {
        return history.answers().stream().mapToLong(of).sum();
    }

    private static String text(History history) {
        double worst =
                history.answers().stream().mapToDouble(LoadFigures::maxMs).max().orElse(Double.NaN);
        double memory = history.samples().stream()
                .mapToDouble(History.Sample::residentMb)
                .max()
                .orElse(Double.NaN);
        double cpu = history.samples().stream()
                .mapToDouble(History.Sample::bridgeCpu)
                .average()
                .orElse(Double.NaN);
        return String.format(
                Locale.ROOT,
                "%,d requests in %d s, slowest answer %.0f ms; the bridge: %.2f cores, %.0f MB",
                count(history, LoadFigures::requests),
                history.answers().get(history.answers().size() - 1).second() + 1,
                worst,
                cpu,
                memory);
    }

    private static void requireAllOk(History history) {
        long wrong = count(history, LoadFigures::wrong);
        if (wrong > 0) {
            throw new IllegalStateException(wrong + " requests were not answered 200");
        }
    }
}
