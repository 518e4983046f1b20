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

/** Runs one job with Hyperfoil, on one thread, as wrk -t1 does. */
final class LoadRun {
    private static final long ANSWER_LIMIT_MS = 15_000;
    /** So many seconds of requests may wait for answers at once; a longer stall shows as longer answer times. */
    private static final int STALL_SECONDS = 3;

    /** Open from the start where more may follow: a server may close what an address opens and does not use. */
    private static final int MOST_AHEAD = 1_000;

    private final LoadJob job;
    private final List<Stopwatch> stopwatches = new ArrayList<>();

    LoadRun(LoadJob job) {
        this.job = job;
    }

    AnswerCounts run() {
        AnswerCounts answers = new AnswerCounts(stopwatches);
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
        // an answer other than 200 is counted, not logged, and does not stop the load
        http.ergonomics().stopOnInvalid(false).autoRangeCheck(false);
        for (int i = 0; i < job.urls().size(); i++) {
            target(http, benchmark, i);
        }
        return benchmark.build();
    }

    private void target(HttpPluginBuilder http, BenchmarkBuilder benchmark, int number) {
        URI url = job.urls().get(number);
        int processes = job.urls().size();
        LoadShape shape = job.shape();
        int most = shape.rate() > 0 ? shape.rate() * STALL_SECONDS / processes : 0;
        int connections = Math.max(1, shape.connections() / processes);
        boolean bounded = shape.connections() < shape.rate();
        http.http("http://" + url.getAuthority())
                .allowHttp2(false)
                .requestTimeout(ANSWER_LIMIT_MS)
                .sharedConnections()
                .core(bounded || shape.rate() == 0 ? connections : Math.min(connections, MOST_AHEAD))
                .max(bounded ? connections : Math.max(connections, most))
                .buffer(0)
                .end();
        Stopwatch stopwatch = new Stopwatch(job.paths(url));
        stopwatches.add(stopwatch);
        phase(benchmark.addPhase("load" + number), connections, Math.max(connections, most))
                .duration(job.shape().seconds() * 1_000L)
                .maxDuration(job.shape().seconds() * 1_000L + ANSWER_LIMIT_MS)
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
                .body(new Payload(job.shape().events()))
                .handler()
                .status(stopwatch)
                .onCompletion(stopwatch);
    }

    private PhaseBuilder<?> phase(PhaseBuilder.Catalog phases, int connections, int sessions) {
        if (job.shape().rate() == 0) {
            return phases.always(connections);
        }
        return phases.constantRate(0)
                .usersPerSec((double) job.shape().rate() / job.urls().size())
                .variance(false)
                .maxSessions(sessions)
                .sessionLimitPolicy(SessionLimitPolicy.CONTINUE);
    }
}
