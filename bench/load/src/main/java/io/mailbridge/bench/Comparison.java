package io.mailbridge.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Interleaved rounds: every load in turn, so that the machine's moods hit all of them alike. */
final class Comparison {
    private final Stage stage;
    private final Map<Load, List<Round>> rounds = new LinkedHashMap<>();

    Comparison(Stage stage) {
        this.stage = stage;
    }

    private record Load(Target target, LoadJob job) {}

    /** A program may be given several jobs. */
    Comparison of(Target target, LoadJob job) {
        rounds.put(new Load(target, job), new ArrayList<>());
        return this;
    }

    /** @param warmUp seconds of the same load on each, before anything counts */
    Comparison run(int warmUp, int count) {
        if (warmUp > 0) {
            rounds.keySet().forEach(load -> {
                Target target = load.target();
                LoadJob job = load.job();
                stage.progress().step("warming up " + target.name());
                target.load(stage.loadTool(), new LoadJob(job.events(), job.rate(), job.connections(), warmUp));
            });
        }
        for (int i = 1; i <= count; i++) {
            stage.progress().step("round " + i + " of " + count);
            rounds.forEach((load, all) -> all.add(Round.measure(stage, load.target(), load.job())));
        }
        return this;
    }

    List<Round> rounds(Target target, LoadJob job) {
        return rounds.get(new Load(target, job));
    }

    /** How long {@link #run} takes, about: a load needs a second to open and to close. */
    static int seconds(int programs, int warmUp, int count, int round) {
        return programs * ((warmUp > 0 ? warmUp + 1 : 0) + count * (round + 1));
    }
}
