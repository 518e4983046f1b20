package io.mailbridge.publish;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Asks Kafka for the topics whose names do not depend on an event until it knows them: a topic that is created by its
 * first use takes longer than a request may, and a missing one is to be known before its first event arrives. From then
 * on it asks only for those that are missing.
 */
final class FixedTopics {
    /** Rounds with a connection after which a topic counts as missing: where Kafka creates topics, it takes less. */
    private static final int PATIENCE = 4;
    /** One round in so many asks, and the next one has the answer. */
    private static final int CYCLE = 4;

    private final Collection<String> names;
    private final TopicAvailability topics;
    private final DurabilityNotice notice;
    private final Set<String> unknown;
    private int rounds;
    private int turn;
    private boolean durabilityChecked;

    FixedTopics(Collection<String> names, TopicAvailability topics, DurabilityNotice notice) {
        this.names = names;
        this.topics = topics;
        this.notice = notice;
        this.unknown = new LinkedHashSet<>(names);
    }

    /** One round; returns why Kafka cannot be asked, or null. */
    String nextRound(Producer<Object, Object> producer, boolean connected) {
        rounds = connected ? rounds + 1 : 0;
        if (unknown.isEmpty() && !durabilityChecked && connected) {
            durabilityChecked = true;
            notice.warnOfSingleCopies(producer, names);
        }
        if (!connected && turn++ % CYCLE != 0) {
            // the client connects by itself; each request wakes its thread
            return null;
        }
        Set<String> missing = topics.missing();
        if (unknown.isEmpty() && (missing.isEmpty() || rounds % CYCLE > 1)) {
            return null;
        }
        Set<String> wanted = new LinkedHashSet<>(unknown);
        wanted.addAll(missing);
        String trouble = null;
        for (String topic : wanted) {
            trouble = ask(producer, topic, trouble);
        }
        if (rounds >= PATIENCE && !unknown.isEmpty()) {
            List<String> gone = new ArrayList<>(unknown);
            unknown.clear();
            topics.missing(gone);
        }
        return trouble;
    }

    private String ask(Producer<Object, Object> producer, String topic, String trouble) {
        try {
            // never waits (max.block.ms=0): the request is sent, and a later round has the answer
            producer.partitionsFor(topic);
            unknown.remove(topic);
            topics.found(topic);
            return trouble;
        } catch (TimeoutException e) {
            return trouble;
        } catch (AuthorizationException e) {
            unknown.remove(topic);
            topics.fail(topic, e, true);
            return trouble;
        } catch (KafkaException | IllegalStateException e) {
            return RootCause.message(e);
        }
    }
}
