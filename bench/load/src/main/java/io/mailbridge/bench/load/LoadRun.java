package io.mailbridge.bench.load;

import io.hyperfoil.api.config.Benchmark;
import io.hyperfoil.api.config.BenchmarkBuilder;
import io.hyperfoil.api.config.PhaseBuilder;
import io.hyperfoil.api.config.SessionLimitPolicy;
import io.hyperfoil.api.session.PhaseInstance;
import io.hyperfoil.core.impl.LocalSimulationRunner;
import io.hyperfoil.http.api.HttpMethod;
import io.hyperfoil.http.config.HttpPluginBuilder;
import io.hyperfoil.http.steps.HttpStepCatalog;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Makes one load with Hyperfoil, on one thread, as wrk -t1 does. */
final class LoadRun {
    private static final long ANSWER_LIMIT_MS = 15_000;
    /** Arrivals of that long may be under way; a longer stall shows as answers that took longer. */
    private static final int STALL_SECONDS = 3;

    private final Job job;
    private final List<Stopwatch> stopwatches = new ArrayList<>();

    LoadRun(Job job) {
        this.job = job;
    }

    Answers run() {
        Answers answers = new Answers(stopwatches);
        LocalSimulationRunner runner = new LocalSimulationRunner(benchmark(), answers, null, null);
        runner.run();
        answers.startedAt(runner.instances().values().stream()
                .mapToLong(PhaseInstance::absoluteStartTime)
                .min()
                .orElseThrow());
        return answers;
    }

    private Benchmark benchmark() {
        BenchmarkBuilder benchmark = BenchmarkBuilder.builder().name("load").threads(1);
        HttpPluginBuilder http = benchmark.addPlugin(HttpPluginBuilder::new);
        // an answer other than 200 is counted, not logged, and the next request follows
        http.ergonomics().stopOnInvalid(false).autoRangeCheck(false);
        for (int i = 0; i < job.urls().size(); i++) {
            target(http, benchmark, i);
        }
        return benchmark.build();
    }

    private void target(HttpPluginBuilder http, BenchmarkBuilder benchmark, int number) {
        URI url = job.urls().get(number);
        int share = job.urls().size();
        int most = job.rate() > 0 ? job.rate() * STALL_SECONDS / share : 0;
        int connections = Math.max(1, job.connections() / share);
        http.http("http://" + url.getAuthority())
                .allowHttp2(false)
                .requestTimeout(ANSWER_LIMIT_MS)
                .sharedConnections()
                .core(connections)
                .max(Math.max(connections, most))
                .buffer(0)
                .end();
        Stopwatch stopwatch = new Stopwatch(job.paths(url));
        stopwatches.add(stopwatch);
        phase(benchmark.addPhase("load" + number), connections, Math.max(connections, most))
                .duration(job.seconds() * 1_000L)
                .maxDuration(job.seconds() * 1_000L + ANSWER_LIMIT_MS)
                .scenario()
                .initialSequence("post")
                .step(HttpStepCatalog.SC)
                .httpRequest(HttpMethod.POST)
                .authority(url.getAuthority())
                .path(stopwatch)
                .headers()
                .header("Content-Type", "application/json")
                .endHeaders()
                .metric("post")
                .timeout(ANSWER_LIMIT_MS, TimeUnit.MILLISECONDS)
                .body(new Payload(job.events()))
                .handler()
                .onCompletion(stopwatch);
    }

    private PhaseBuilder<?> phase(PhaseBuilder.Catalog phases, int connections, int sessions) {
        if (job.rate() == 0) {
            return phases.always(connections);
        }
        return phases.constantRate(0)
                .usersPerSec((double) job.rate() / job.urls().size())
                .variance(false)
                .maxSessions(sessions)
                .sessionLimitPolicy(SessionLimitPolicy.CONTINUE);
    }
}
