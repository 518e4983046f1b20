package io.mailbridge.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Interleaved rounds: every program in turn, so that the machine's moods hit all of them alike. */
final class Comparison {
    private final Stage stage;
    private final Map<Target, LoadJob> jobs = new LinkedHashMap<>();
    private final Map<String, List<Round>> rounds = new LinkedHashMap<>();

    Comparison(Stage stage) {
        this.stage = stage;
    }

    Comparison of(Target target, LoadJob job) {
        jobs.put(target, job);
        return this;
    }

    /** @param warmUp seconds of the same load on each, before anything counts */
    Comparison run(int warmUp, int count) {
        if (warmUp > 0) {
            jobs.forEach((target, job) -> {
                stage.progress().step("warming up " + target.name());
                target.load(stage.loadTool(), new LoadJob(job.events(), job.rate(), job.connections(), warmUp));
            });
        }
        for (int i = 1; i <= count; i++) {
            stage.progress().step("round " + i + " of " + count);
            jobs.forEach((target, job) -> rounds.computeIfAbsent(target.name(), name -> new ArrayList<>())
                    .add(Round.measure(stage, target, job)));
        }
        return this;
    }

    List<Round> rounds(Target target) {
        return rounds.get(target.name());
    }

    /** How long {@link #run} takes, about: a load needs a second to open and to close. */
    static int seconds(int programs, int warmUp, int count, int round) {
        return programs * ((warmUp > 0 ? warmUp + 1 : 0) + count * (round + 1));
    }
}
