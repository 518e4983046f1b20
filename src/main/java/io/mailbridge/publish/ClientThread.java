package io.mailbridge.publish;

import java.util.Arrays;
import java.util.Objects;
import org.apache.kafka.clients.producer.Producer;

/** Finds the thread on which a producer talks to brokers; the client does not report when it has died. */
final class ClientThread {
    /** As KafkaProducer names it; its client id follows. */
    private static final String PREFIX = "kafka-producer-network-thread | ";

    private ClientThread() {}

    /** Null where it cannot be found. */
    static Thread of(Producer<?, ?> producer) {
        String name = PREFIX + clientId(producer);
        ThreadGroup all = Thread.currentThread().getThreadGroup();
        while (all.getParent() != null) {
            all = all.getParent();
        }
        Thread[] threads = new Thread[2 * all.activeCount() + 16];
        all.enumerate(threads);
        return Arrays.stream(threads)
                .filter(Objects::nonNull)
                .filter(thread -> thread.getName().equals(name))
                .reduce((first, second) -> second)
                .orElse(null);
    }

    private static String clientId(Producer<?, ?> producer) {
        return producer.metrics().keySet().stream()
                .map(metric -> metric.tags().get("client-id"))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
    }
}
