package io.mailbridge.support;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;

/** What an operator does to topics while the bridge runs. */
public final class KafkaTopics {
    private static final Duration LIMIT = Duration.ofSeconds(15);

    private final String bootstrap;

    KafkaTopics(String bootstrap) {
        this.bootstrap = bootstrap;
    }

    public void create(String name, int partitions, Map<String, String> configs) {
        NewTopic topic = new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(configs);
        try (Admin admin = admin(bootstrap, LIMIT)) {
            get(admin.createTopics(List.of(topic)).all());
        }
    }

    public void delete(String name) {
        try (Admin admin = admin(bootstrap, LIMIT)) {
            get(admin.deleteTopics(List.of(name)).all());
        }
    }

    /** Changes settings of an existing topic, such as {@code max.message.bytes}. */
    public void configure(String name, Map<String, String> configs) {
        List<AlterConfigOp> changes = configs.entrySet().stream()
                .map(entry -> new ConfigEntry(entry.getKey(), entry.getValue()))
                .map(entry -> new AlterConfigOp(entry, AlterConfigOp.OpType.SET))
                .toList();
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, name);
        try (Admin admin = admin(bootstrap, LIMIT)) {
            get(admin.incrementalAlterConfigs(Map.of(topic, changes)).all());
        }
    }

    public Set<String> names() {
        try (Admin admin = admin(bootstrap, LIMIT)) {
            return get(admin.listTopics().names());
        }
    }

    void withAdmin(Function<Admin, KafkaFuture<?>> change) {
        try (Admin admin = admin(bootstrap, LIMIT)) {
            get(change.apply(admin));
        }
    }

    static Admin admin(String bootstrap, Duration limit) {
        return Admin.create(Map.of(
                "bootstrap.servers", bootstrap,
                "request.timeout.ms", Long.toString(limit.toMillis()),
                "default.api.timeout.ms", Long.toString(limit.toMillis())));
    }

    private static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while Kafka was asked", e);
        }
    }
}
