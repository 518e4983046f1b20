package io.mailbridge.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.support.ClassPath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * {@code mvn verify -Psoak}: mixed load, faults and restarts for {@code -Dminutes=}. Nothing may grow ({@link Growth}), and
 * every event that was answered 200 must be stored.
 */
@Tag("alone")
class SoakIT {
    private static final int MINUTES = Integer.getInteger("minutes", 0);
    private static final long SEED = Long.getLong("seed", System.nanoTime() & 0xffff);

    @BeforeAll
    static void sayWhyNot() {
        // before the first client: at rest no idle connection of the load may count as a descriptor of the bridge
        System.setProperty("jdk.httpclient.keepalive.timeout", "2");
        if (MINUTES == 0) {
            // Failsafe prints no reason for what is not run
            System.out.println("shouldLoseNothingAndGrowNothing is not run: it takes an hour, mvn verify -Psoak");
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "minutes", matches = "[1-9]\\d*")
    void shouldLoseNothingAndGrowNothing() throws Exception {
        Path folder = ClassPath.projectRoot().resolve("target/soak");
        for (String former : List.of("stop", "bridge.log", "other.log")) {
            Files.deleteIfExists(folder.resolve(former));
        }
        // routes of an engineer, to see whether they leak
        Path home =
                Path.of(System.getProperty("soak.home", ClassPath.projectRoot().toString()));
        System.out.printf(
                "A soak of %d min, -Dseed=%d; touch %s/stop ends it after its round%n", MINUTES, SEED, folder);
        try (SoakRig rig = new SoakRig(home, folder);
                Soak soak = new Soak(rig, Duration.ofMinutes(MINUTES), SEED, folder)) {
            try {
                soak.run();
            } finally {
                soak.draw();
            }
            judge(rig, soak);
        }
    }

    private static void judge(SoakRig rig, Soak soak) {
        List<Growth> growth = soak.history().growth();
        growth.forEach(System.out::println);
        if (growth.isEmpty()) {
            System.out.printf(
                    "Growth is not judged: %d rounds, of %d%n", soak.history().rounds(), Growth.FEWEST_ROUNDS);
        }
        Latencies.Quantiles answers = soak.traffic().latencies(soak.seconds());
        System.out.printf(
                Locale.ROOT,
                "Answers %s: p50 %.1f ms, p99 %.1f ms, worst %.0f ms; %.2f cores%n",
                soak.traffic().statuses(),
                answers.p50Ms(),
                answers.p99Ms(),
                answers.worstMs(),
                soak.history().last().cpuSeconds() / soak.seconds());
        System.out.println(rig.stored(soak.tally()).judged(rig::buffered));
        rig.assertBooksBalance();
        assertThat(rig.parked()).as("parked rows").isZero();
        assertThat(soak.traffic().timedOut())
                .as("requests without an answer in 3 s, of the bridge that is never restarted")
                .isZero();
        assertThat(growth).noneMatch(Growth::isTooMuch);
    }
}
