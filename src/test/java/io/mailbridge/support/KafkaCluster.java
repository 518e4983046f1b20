package io.mailbridge.support;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;

/**
 * Three brokers that are also the controllers. Records are on at least two of them. A client reaches each broker through
 * a proxy; brokers and tests reach them directly, and have all rights.
 */
public final class KafkaCluster implements AutoCloseable {
    private static final int SIZE = 3;
    static final String PROXIED = "PROXIED";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final String host;
    private final List<KafkaBroker> brokers = new ArrayList<>();
    private final List<TcpProxy> proxies = new ArrayList<>();

    private KafkaCluster(String host) {
        this.host = host;
        for (int i = 0; i < SIZE; i++) {
            KafkaBroker broker = KafkaBroker.create(Map.of(PROXIED, "PLAINTEXT"), Map.of());
            TcpProxy proxy = TcpProxy.to(broker.port(PROXIED));
            broker.advertise(PROXIED, host + ":" + proxy.port());
            brokers.add(broker);
            proxies.add(proxy);
        }
        String voters = IntStream.range(0, SIZE)
                .mapToObj(i -> i + 1 + "@127.0.0.1:" + brokers.get(i).controllerPort())
                .collect(Collectors.joining(","));
        for (int i = 0; i < SIZE; i++) {
            brokers.get(i)
                    .override(Map.of(
                            "node.id", Integer.toString(i + 1),
                            "controller.quorum.voters", voters,
                            "default.replication.factor", "3",
                            "min.insync.replicas", "2",
                            "auto.create.topics.enable", "false",
                            // anybody may write to a topic without a rule
                            "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                            "allow.everyone.if.no.acl.found", "true",
                            "super.users", "User:admin",
                            "principal.builder.class", ListenerPrincipals.class.getName()));
        }
    }

    /** Not started yet. */
    public static KafkaCluster create() {
        return create("127.0.0.1");
    }

    /** @param host name of each proxy, for clients that resolve it to 127.0.0.1 */
    public static KafkaCluster create(String host) {
        return new KafkaCluster(host);
    }

    /** Starts whichever of them does not run. */
    public KafkaCluster start() {
        // one alone has no controller, so it would not answer
        List<CompletableFuture<KafkaBroker>> starts = brokers.stream()
                .map(broker -> CompletableFuture.supplyAsync(broker::start, KafkaCluster::inThreadOfItsOwn))
                .toList();
        starts.forEach(CompletableFuture::join);
        return this;
    }

    /** The common pool has one thread where there are two CPUs, and carries the callbacks of Java's HTTP client too. */
    private static void inThreadOfItsOwn(Runnable task) {
        new Thread(task, "kafka-start").start();
    }

    public List<KafkaBroker> brokers() {
        return List.copyOf(brokers);
    }

    /** In the order of their brokers. */
    public List<TcpProxy> proxies() {
        return List.copyOf(proxies);
    }

    /** Addresses of the proxies. */
    public String bootstrap() {
        return proxies.stream().map(proxy -> host + ":" + proxy.port()).collect(Collectors.joining(","));
    }

    public TopicReader reader() {
        return new TopicReader(direct());
    }

    public KafkaTopics topics() {
        return new KafkaTopics(direct());
    }

    /** Waits until every partition of the topic has all its replicas. */
    public void awaitInSync(String topic) {
        await("replicas of " + topic).atMost(LIMIT).until(() -> isInSync(topic));
    }

    private boolean isInSync(String topic) throws InterruptedException {
        try (Admin admin = KafkaTopics.admin(direct(), Duration.ofSeconds(5))) {
            TopicDescription described =
                    admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
            return described.partitions().stream()
                    .allMatch(partition -> partition.isr().size() == SIZE);
        } catch (ExecutionException e) {
            return false;
        }
    }

    private String direct() {
        return brokers.stream().map(KafkaBroker::bootstrap).collect(Collectors.joining(","));
    }

    @Override
    public void close() {
        brokers.forEach(KafkaBroker::close);
        proxies.forEach(TcpProxy::close);
    }
}
