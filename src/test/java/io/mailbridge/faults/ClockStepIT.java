package io.mailbridge.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mailbridge.support.BridgeLauncher;
import io.mailbridge.support.FakeClock;
import io.mailbridge.support.TcpProxy;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The wall clock of a running bridge is set, forward and back, under load. Only signed timestamps are judged by it; all
 * else goes on within seconds, although Kafka's client and many a library reckon with it.
 */
@Tag("alone")
@TestMethodOrder(SeededOrder.class)
class ClockStepIT {
    /** Far less than any step. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final Duration HOUR = Duration.ofHours(1);
    private static final String SIGNED = "signed";
    /** Set by -Pfaults. */
    private static final String LONG_FORM = "faults.rounds";

    @AutoClose
    private static FakeClock clock;

    @AutoClose
    private static FaultRig rig;

    private static KeyPair keys;

    @BeforeAll
    static void start() throws GeneralSecurityException {
        clock = FakeClock.createOrSkip();
        if (Integer.getInteger(LONG_FORM, 0) == 0) {
            // Failsafe prints no reason for what is not run
            System.out.println("Of ClockStepIT the steps with Kafka up are not run: they are of the long form,"
                    + " mvn verify -Pfaults");
        }
        KeyPairGenerator p256 = KeyPairGenerator.getInstance("EC");
        p256.initialize(256);
        keys = p256.generateKeyPair();
        rig = new FaultRig(1, ClockStepIT::configure);
    }

    private static BridgeLauncher configure(BridgeLauncher launcher) {
        return clock.addTo(launcher)
                .property("bridge.sources." + SIGNED + ".provider", Copy.PROVIDER)
                .property(
                        "bridge.sources." + SIGNED + ".secret",
                        base64(keys.getPublic().getEncoded()))
                .property("bridge.sources." + SIGNED + ".tolerance", "5m");
    }

    @AfterEach
    void heal() {
        rig.postgres().start();
        proxies(TcpProxy::heal);
        await("a bridge that uses the database again")
                .atMost(LIMIT)
                .until(() -> rig.bridge().metric("bridge_buffer_available") == 1);
        timestampsAhead(Long.MAX_VALUE);
        right();
    }

    @Test
    @EnabledIfSystemProperty(named = LONG_FORM, matches = "[1-9]\\d*")
    void shouldPublishAfterEachStepAndRefuseOnlySignaturesOfAnotherTime() {
        rig.run("clock set forward and back", 0, () -> {}, () -> {
            for (Duration ahead : List.of(HOUR, Duration.ofMinutes(-10), Duration.ofDays(1), HOUR.negated())) {
                step(ahead);
                awaitPublished();
            }
            right();
            awaitPublished();
        });
    }

    @Test
    void shouldReplayWhenTheClockIsSetBackWhileKafkaIsDown() {
        Audit audit = rig.run("clock set back while Kafka is down", 1, () -> proxies(TcpProxy::halfOpen), () -> {
            step(HOUR.negated());
            rig.load(1);
            assertThat(rig.rows()).isPositive();
            proxies(TcpProxy::heal);
            awaitPublished();
        });
        assertThat(audit.buffered()).isPositive();
    }

    @Test
    void shouldPublishWhenTheClockIsSetBackWhileBothAreDownAndKafkaAloneComesBack() {
        rig.run("clock set back while both are down", 0, Set.of(0), () -> proxies(TcpProxy::halfOpen), () -> {
            rig.postgres().kill();
            rig.load(1);
            step(HOUR.negated());
            proxies(TcpProxy::heal);
            awaitPublished();
            rig.postgres().start();
        });
    }

    @Test
    @EnabledIfSystemProperty(named = LONG_FORM, matches = "[1-9]\\d*")
    void shouldKeepWhatABrokerRefusesAsOfTheFuture() {
        Audit audit =
                rig.run("clock set forward, refused by the brokers", 0, () -> timestampsAhead(HOUR.toMillis()), () -> {
                    step(Duration.ofDays(1));
                    rig.load(2);
                    assertThat(rig.rows()).isPositive();
                    assertThat(rig.bridge().metric("bridge_topic_available", "topic", FaultRig.TOPIC))
                            .isZero();
                    clock.right();
                    awaitPublished();
                });
        assertThat(audit.buffered()).isPositive();
        assertThat(rig.postgres().count("select count(*) from parked_event")).isZero();
    }

    /** Returns when the bridge has noticed: it refuses what is signed at the right time. */
    private static void step(Duration ahead) {
        clock.step(ahead);
        awaitSigned(401);
    }

    private static void right() {
        clock.right();
        awaitSigned(200);
    }

    private static void awaitSigned(int status) {
        await("what is signed now").atMost(LIMIT).untilAsserted(() -> assertThat(postSigned())
                .isEqualTo(status));
    }

    private static void awaitPublished() {
        double before = published();
        await("published by the clock as it is now").atMost(LIMIT).until(() -> published() >= before + 100);
    }

    private static double published() {
        return rig.bridge().metric("bridge_events_published_total");
    }

    /** As brokers since 4.0 do with an hour. */
    private static void timestampsAhead(long mostMillis) {
        rig.kafka()
                .topics()
                .configure(FaultRig.TOPIC, Map.of("message.timestamp.after.max.ms", Long.toString(mostMillis)));
    }

    /** Without events, so that the auditor has nothing to know of. */
    private static int postSigned() {
        try {
            String body = "[]";
            String now = Long.toString(Instant.now().getEpochSecond());
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update((now + body).getBytes(StandardCharsets.UTF_8));
            return rig.bridge()
                    .post(
                            SIGNED,
                            body,
                            "X-Twilio-Email-Event-Webhook-Timestamp",
                            now,
                            "X-Twilio-Email-Event-Webhook-Signature",
                            base64(signature.sign()))
                    .statusCode();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static void proxies(Consumer<TcpProxy> change) {
        rig.kafka().proxies().forEach(change);
    }
}
