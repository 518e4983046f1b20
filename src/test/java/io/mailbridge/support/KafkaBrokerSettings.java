package io.mailbridge.support;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** Broker properties of a single small node that is broker and controller at once. */
final class KafkaBrokerSettings {
    private KafkaBrokerSettings() {}

    /** The broker's listeners and these further ones. */
    static Map<String, String> listeners(Map<String, String> protocols, Map<String, Integer> ports, Properties broker) {
        if (protocols.isEmpty()) {
            return Map.of();
        }
        StringBuilder addresses = new StringBuilder();
        StringBuilder map = new StringBuilder("PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        protocols.forEach((name, protocol) -> {
            addresses.append(',').append(name).append("://127.0.0.1:").append(ports.get(name));
            map.append(',').append(name).append(':').append(protocol);
        });
        return Map.of(
                "listeners",
                broker.getProperty("listeners") + addresses,
                "advertised.listeners",
                broker.getProperty("advertised.listeners") + addresses,
                "listener.security.protocol.map",
                map.toString(),
                "inter.broker.listener.name",
                "PLAINTEXT");
    }

    static Map<String, String> of(int port, int controllerPort, Path data) {
        return Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", "1"),
                Map.entry("controller.quorum.voters", "1@127.0.0.1:" + controllerPort),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort),
                Map.entry("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port),
                Map.entry("log.dirs", data.toString()),
                Map.entry("auto.create.topics.enable", "true"),
                Map.entry("num.partitions", "3"),
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("offsets.topic.num.partitions", "1"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("transaction.state.log.num.partitions", "1"),
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                // a killed broker may register again only when its old session has ended
                Map.entry("broker.session.timeout.ms", "2000"),
                Map.entry("broker.heartbeat.interval.ms", "300"),
                Map.entry("controller.quorum.election.timeout.ms", "300"),
                Map.entry("controller.quorum.election.backoff.max.ms", "300"),
                Map.entry("controller.quorum.fetch.timeout.ms", "1000"),
                Map.entry("num.network.threads", "2"),
                Map.entry("num.io.threads", "4"),
                Map.entry("background.threads", "2"),
                // its buffer alone would take half of the heap, and nothing here is compacted
                Map.entry("log.cleaner.enable", "false"));
    }
}
