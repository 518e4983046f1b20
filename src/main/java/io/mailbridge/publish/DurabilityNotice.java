package io.mailbridge.publish;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns at start of topics where an acknowledgement means a single copy: the bridge answers 200 for it all the same.
 */
final class DurabilityNotice {
    private static final Logger LOG = LoggerFactory.getLogger(DurabilityNotice.class);
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final Properties properties;

    /** @param properties of the producer: the same brokers and credentials */
    DurabilityNotice(Properties properties) {
        this.properties = properties;
    }

    void warnOfSingleCopies(Producer<?, ?> producer, Collection<String> topics) {
        for (String topic : topics) {
            try {
                List<PartitionInfo> partitions = producer.partitionsFor(topic);
                if (partitions.stream().anyMatch(partition -> partition.replicas().length == 1)) {
                    warn(topic, "a replication factor of 1: losing one broker's disk loses acknowledged events");
                } else if ("1".equals(minInSync(topic))) {
                    warn(topic, "min.insync.replicas=1: an acknowledgement may mean one copy; set it to 2");
                }
            } catch (KafkaException e) {
                LOG.debug("Topic {} is not known, or its settings may not be read", topic, e);
            }
        }
    }

    private static void warn(String topic, String what) {
        LOG.warn("Topic {} has {}", topic, what);
    }

    private String minInSync(String topic) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Properties own = new Properties();
        properties.forEach((key, value) -> {
            if (AdminClientConfig.configNames().contains(key.toString())) {
                own.put(key, value);
            }
        });
        own.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, String.valueOf(LIMIT.toMillis()));
        own.remove(AdminClientConfig.CLIENT_ID_CONFIG);
        try (Admin admin = Admin.create(own)) {
            return admin.describeConfigs(List.of(resource))
                    .all()
                    .get(LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                    .getOrDefault(resource, null)
                    .get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG)
                    .value();
        } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
            LOG.debug("The settings of topic {} may not be read", topic, e);
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
