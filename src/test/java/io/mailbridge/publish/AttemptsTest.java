package io.mailbridge.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mailbridge.event.OutboundRecord;
import io.mailbridge.event.OutboundRecord.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

/** What becomes of records that the client does not take at once, or of which it tells too late. */
class AttemptsTest {
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final Duration LONG = Duration.ofSeconds(10);

    private final AtomicInteger ends = new AtomicInteger();
    private final AtomicInteger late = new AtomicInteger();
    private final AtomicLong now = new AtomicLong(Duration.ofDays(1).toNanos());
    private final List<FakeClient> made = new ArrayList<>();
    private final TopicAvailability topics = new TopicAvailability(List.of(), new SimpleMeterRegistry());
    private final ProducerConnection connection = new ProducerConnection(
            this::make,
            new FixedTopics(List.of(), topics, new DurabilityNotice(new Properties())),
            new ClientRenewal(new CertificateFiles(new Properties()), LONG, now::get, new WallClock(() -> 0, () -> 0)),
            LONG,
            now::get);
    private Attempts attempts;

    @Test
    void shouldHandOverAWaitingRecordAsSoonAsTheClientTakesIt() {
        start(LONG, LONG);
        client().notNow = new TimeoutException("not in metadata");
        OutboundRecord outbound = send("new");
        assertThat(ends).as("it waits").hasValue(0);

        client().notNow = null;
        await().until(() -> client().completeNext());
        assertThat(outbound.acknowledged()).isTrue();
        assertThat(ends).hasValue(1);
        assertThat(topics.isAvailable("new")).isTrue();
    }

    @Test
    void shouldAskOnceARoundForATopicThatManyRecordsWaitFor() {
        start(LONG, LONG);
        client().notNow = new TimeoutException("not in metadata");
        IntStream.range(0, 200).forEach(i -> send("new"));

        assertThat(askedInSomeRounds()).isLessThan(100);
    }

    @Test
    void shouldAskOnceARoundWhileTheClientHasNoMemory() {
        start(LONG, LONG);
        client().notNow = new BufferExhaustedException("32 MB");
        IntStream.range(0, 200).forEach(i -> send("topic-" + i));

        assertThat(askedInSomeRounds()).isLessThan(100);
    }

    @Test
    void shouldBlameTheTopicThatIsNotToldOfWhileABrokerAnswers() {
        start(LONG, SHORT);
        answering();
        OutboundRecord outbound = sendInVain("new", new TimeoutException("not in metadata"));

        assertThat(RecordFaults.isTopicFault(outbound)).isTrue();
        assertThat(topics.missing()).containsExactly("new");
    }

    @Test
    void shouldBlameNoTopicWhileNoBrokerAnswers() {
        start(LONG, SHORT);
        OutboundRecord outbound = sendInVain("new", new TimeoutException("not in metadata"));

        assertThat(RecordFaults.isBrokerFault(outbound)).isTrue();
        assertThat(outbound.failure()).hasMessageContaining("topic new");
        assertThat(topics.outOfService()).isEmpty();
    }

    @Test
    void shouldBlameNoTopicForTheClientsMemory() {
        start(LONG, SHORT);
        answering();
        OutboundRecord outbound = sendInVain("topic", new BufferExhaustedException("32 MB"));

        assertThat(outbound.failure()).isInstanceOf(BufferExhaustedException.class);
        assertThat(topics.outOfService()).isEmpty();
    }

    @Test
    void shouldBlameTheTopicWhoseBrokerIsSilentWhileAnotherAnswers() {
        start(SHORT, LONG);
        answering();

        OutboundRecord outbound = sendToItsEnd("topic");

        assertThat(RecordFaults.isTopicFault(outbound)).isTrue();
        assertThat(topics.outOfService()).containsExactly("topic");
        assertThat(topics.missing()).as("Kafka has told of it").isEmpty();
    }

    @Test
    void shouldOweNothingForARecordThatTheClientNeverTook() {
        start(SHORT, LONG);
        client().notNow = new TimeoutException("not in metadata");
        sendToItsEnd("new");

        assertThat(madeAfterLongSilence()).as("the client does not hang").isEqualTo(1);
    }

    @Test
    void shouldMakeTheClientAnewThatNeverTellsWhatBecameOfARecord() {
        start(SHORT, LONG);
        sendToItsEnd("topic");

        assertThat(madeAfterLongSilence()).isEqualTo(2);
    }

    @Test
    void shouldKeepAClientThatAcknowledgesLate() {
        start(SHORT, LONG);
        OutboundRecord outbound = sendToItsEnd("topic");
        client().completeNext();

        assertThat(late).hasValue(1);
        assertThat(outbound.acknowledged()).as("its copy is in the buffer").isFalse();
        assertThat(madeAfterLongSilence()).isEqualTo(1);
    }

    @Test
    void shouldKeepAClientThatRefusesLate() {
        start(SHORT, LONG);
        sendToItsEnd("topic");
        client().errorNext(new NotEnoughReplicasException("1 of 2"));

        assertThat(late).hasValue(0);
        assertThat(ends).hasValue(1);
        assertThat(topics.outOfService()).as("what is late is noted only").isEmpty();
        assertThat(madeAfterLongSilence()).isEqualTo(1);
    }

    @Test
    void shouldTakeATopicBackWhereOneOfItsRecordsArrives() {
        start(LONG, LONG);
        send("topic");
        OutboundRecord second = send("topic");
        client().errorNext(new NotEnoughReplicasException("1 of 2"));
        assertThat(topics.outOfService()).containsExactly("topic");
        client().completeNext();

        assertThat(topics.outOfService()).isEmpty();
        assertThat(late).as("acknowledged in time").hasValue(0);
        assertThat(second.acknowledged()).isTrue();
    }

    @Test
    void shouldBlameTheBatchWhereTheClientSplitOneAndCameToNoEnd() {
        start(LONG, LONG);
        answering();
        connection.noteAnswers();
        OutboundRecord before = send("topic");
        client().figures.put("batch-split-total", 1.0);
        OutboundRecord after = send("topic");
        client().errorNext(new TimeoutException("delivery.timeout.ms"));
        client().errorNext(new TimeoutException("delivery.timeout.ms"));

        assertThat(RecordFaults.isBatchFault(before)).isTrue();
        assertThat(RecordFaults.isTopicFault(after)).as("sent behind the split").isTrue();
    }

    @Test
    void shouldGoOnWithTheListWhereTheClientThrows() {
        start(LONG, LONG);
        client().sendException = new KafkaException("a header that cannot be written");
        OutboundRecord thrown = send("topic");
        client().sendException = null;
        OutboundRecord next = send("topic");
        client().completeNext();

        assertThat(thrown.failure()).hasMessageContaining("cannot be written");
        assertThat(next.acknowledged()).isTrue();
        assertThat(ends).hasValue(2);
    }

    private void start(Duration limit, Duration patience) {
        attempts = new Attempts(connection, RecordSender.DIRECT, topics, limit, patience, late::incrementAndGet);
        connection.maintain();
    }

    private void answering() {
        client().says(1, 10);
        connection.maintain();
    }

    private OutboundRecord send(String topic) {
        OutboundRecord outbound =
                new OutboundRecord(new Tag("s", "p", null), "id", topic, null, new byte[] {1}, List.of());
        attempts.send(
                outbound, new ProducerRecord<>(topic, outbound.value()), (metadata, failure) -> ends.incrementAndGet());
        return outbound;
    }

    private OutboundRecord sendToItsEnd(String topic) {
        OutboundRecord outbound = send(topic);
        await().pollInterval(Duration.ofMillis(10)).until(() -> ends.get() == 1);
        return outbound;
    }

    private OutboundRecord sendInVain(String topic, TimeoutException notNow) {
        client().notNow = notNow;
        return sendToItsEnd(topic);
    }

    /** How often the client was asked for what waits, in at least two rounds. */
    private int askedInSomeRounds() {
        client().asked.set(0);
        await().pollInterval(Duration.ofMillis(10)).until(() -> client().asked.get() >= 2);
        return client().asked.get();
    }

    private int madeAfterLongSilence() {
        now.addAndGet(LONG.toNanos() + 1);
        connection.maintain();
        connection.maintain();
        return made.size();
    }

    private FakeClient make() {
        made.add(new FakeClient());
        return client();
    }

    private FakeClient client() {
        return made.get(made.size() - 1);
    }
}
