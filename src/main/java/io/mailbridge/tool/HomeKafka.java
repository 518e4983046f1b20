package io.mailbridge.tool;

import io.mailbridge.check.Assembled.Assembly;
import io.mailbridge.reading.BridgeTopics;
import io.mailbridge.reading.KafkaAccess;
import io.mailbridge.settings.InvalidSetting;
import io.mailbridge.settings.Settings;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * The Kafka that a home's bridge uses.
 *
 * @param client settings of any Kafka client
 */
record HomeKafka(Properties client, BridgeTopics topics) {
    /** @throws ToolFailure where the settings or routes cannot be used */
    static HomeKafka of(Path home, Assembly assembly) {
        Settings settings = settings(home);
        try {
            return new HomeKafka(KafkaAccess.client(settings, assembly), BridgeTopics.of(settings));
        } catch (InvalidSetting e) {
            throw new ToolFailure(e.getMessage());
        } catch (Exception e) {
            throw new ToolFailure("the settings or routes of " + home + " cannot be used; 'check' says why ("
                    + e.getClass().getName() + ")");
        }
    }

    /** Its topics, for a check before anything takes time. */
    static BridgeTopics topics(Path home) {
        return BridgeTopics.of(settings(home));
    }

    private static Settings settings(Path home) {
        try {
            return Settings.load(home, System.getenv(), System.getProperties());
        } catch (InvalidSetting e) {
            throw new ToolFailure(e.getMessage());
        }
    }

    /** What people are told when Kafka's client fails; its message names brokers, topics and limits only. */
    ToolFailure failure(KafkaException e) {
        return new ToolFailure(
                e instanceof TimeoutException
                        ? "no broker of " + client.get("bootstrap.servers") + " answers"
                        : "Kafka cannot be used: " + e.getMessage());
    }
}
