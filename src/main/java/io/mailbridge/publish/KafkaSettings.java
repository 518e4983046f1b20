package io.mailbridge.publish;

import io.mailbridge.settings.InvalidSetting;
import io.mailbridge.settings.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How long an attempt to send may take: a third of it for waiting on metadata or memory of the client, two thirds for
 * the delivery. The bridge limits the whole ({@link Attempts}), Kafka's client also the delivery.
 *
 * @param timeout time of one attempt
 * @param maxRecordSize bytes
 * @param eventTopic topic of the events, or the template of their topics
 * @param fixedTopics topics whose names depend on no event
 */
public record KafkaSettings(Duration timeout, int maxRecordSize, String eventTopic, List<String> fixedTopics) {
    private static final Pattern BROKERS = Pattern.compile("[^\\s,:]+:\\d{1,5}(\\s*,\\s*[^\\s,:]+:\\d{1,5})*");
    private static final Pattern TOPIC = Pattern.compile("([a-zA-Z0-9._-]|\\{provider}|\\{source}|\\{type})+");

    public static KafkaSettings from(Settings settings) {
        refuseUnless(BROKERS, settings, "bridge.kafka.brokers", "host:port, several comma-separated");
        refuseUnless(
                TOPIC,
                settings,
                "bridge.kafka.topic",
                "letters, digits, '.', '_', '-' and {provider}, {source}, {type}");
        refuseUnless(TOPIC, settings, "bridge.kafka.rejected-topic", "letters, digits, '.', '_' and '-'");
        return new KafkaSettings(
                settings.duration("bridge.kafka.timeout", "300ms", "2s"),
                settings.size("bridge.kafka.max-record-size", "1KB", "64MB"),
                settings.text("bridge.kafka.topic"),
                Stream.of("bridge.kafka.topic", "bridge.kafka.rejected-topic")
                        .map(settings::text)
                        .filter(topic -> topic.indexOf('{') < 0)
                        .toList());
    }

    private static void refuseUnless(Pattern pattern, Settings settings, String key, String allowed) {
        String value = settings.text(key);
        if (!pattern.matcher(value).matches()) {
            throw new InvalidSetting(key, value, allowed);
        }
    }

    /** How long a record may wait that the client does not take at once. */
    Duration patience() {
        return timeout.dividedBy(3);
    }

    /** Milliseconds from the send to the acknowledgement. */
    public int deliveryTimeoutMs() {
        return (int) timeout.minus(patience()).toMillis();
    }

    /** Milliseconds one request to a broker may take; the client wants delivery >= linger + request. */
    public int requestTimeoutMs() {
        return deliveryTimeoutMs() - 50;
    }

    /** What the routes use in addition to the operator's keys. */
    public Map<String, String> derived() {
        return Map.of(
                "derived.kafka.delivery-timeout-ms", String.valueOf(deliveryTimeoutMs()),
                "derived.kafka.request-timeout-ms", String.valueOf(requestTimeoutMs()),
                "derived.kafka.max-record-bytes", String.valueOf(maxRecordSize));
    }
}
