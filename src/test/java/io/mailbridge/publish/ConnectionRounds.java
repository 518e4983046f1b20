package io.mailbridge.publish;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.slf4j.LoggerFactory;

/** A connection that a test takes round by round, on a clock that the test sets, and what it logs. */
abstract class ConnectionRounds {
    static final Duration WINDOW = Duration.ofMillis(100);
    static final Duration STUCK = Duration.ofSeconds(15);

    final AtomicLong now = new AtomicLong(Duration.ofDays(1).toNanos());
    /** Milliseconds by which the wall clock is wrong. */
    long wallClockAhead;

    final List<FakeClient> made = new ArrayList<>();
    final Properties properties = new Properties();
    final ListAppender<ILoggingEvent> log = new ListAppender<>();
    final Logger logger = (Logger) LoggerFactory.getLogger(ProducerConnection.class);
    List<String> fixedTopics = List.of();
    ProducerConnection connection = connection(this::make);

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void close() {
        connection.close(Duration.ZERO);
        logger.detachAppender(log);
    }

    FakeClient make() {
        made.add(new FakeClient());
        return newest();
    }

    FakeClient newest() {
        return made.get(made.size() - 1);
    }

    ProducerConnection connection(Supplier<Producer<Object, Object>> create) {
        TopicAvailability topics = new TopicAvailability(fixedTopics, new SimpleMeterRegistry());
        return new ProducerConnection(
                create,
                new FixedTopics(fixedTopics, topics, new DurabilityNotice(new Properties())),
                new ClientRenewal(
                        new CertificateFiles(properties),
                        STUCK,
                        now::get,
                        new WallClock(() -> TimeUnit.NANOSECONDS.toMillis(now.get()) + wallClockAhead, now::get)),
                WINDOW,
                now::get);
    }

    void says(int connections, int bytes) {
        newest().says(connections, bytes);
        connection.maintain();
    }

    void maintain(int rounds) {
        for (int i = 0; i < rounds; i++) {
            connection.maintain();
        }
    }

    List<String> warnings() {
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    /** A thread is a daemon where the one that makes it is, and the one of a test may be. */
    static void onThreadOfTheProcess(Runnable work) throws InterruptedException {
        Thread thread = new Thread(work);
        thread.setDaemon(false);
        thread.start();
        thread.join();
    }
}
