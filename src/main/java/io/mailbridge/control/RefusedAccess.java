package io.mailbridge.control;

import io.mailbridge.check.Assembled.Assembly;
import io.mailbridge.reading.BridgeTopics;
import io.mailbridge.reading.KafkaAccess;
import io.mailbridge.refused.RefusedDatabase;
import io.mailbridge.settings.Settings;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.apache.camel.CamelContext;

/**
 * How a running bridge reaches what was refused: by connections and clients of the operator's own, so that the requests' are
 * left to the requests.
 *
 * @param settings that the bridge was started with
 * @param assembly assembles the profiles and routes of the home as they are then
 * @param context of the bridge, which knows how Kafka is reached
 */
public record RefusedAccess(Settings settings, Assembly assembly, CamelContext context) {
    /** @param limit for it to be there, in whole seconds */
    public Connection connect(Duration limit) throws SQLException {
        return RefusedDatabase.connect(settings, limit);
    }

    /** Settings of a Kafka client that takes little memory. */
    public Properties client() {
        Properties client = KafkaAccess.client(settings, context);
        client.put("fetch.max.bytes", String.valueOf(4 << 20));
        return client;
    }

    public BridgeTopics topics() {
        return BridgeTopics.of(settings);
    }

    /** The settings as the home has them now. */
    Settings present() {
        return Settings.load(settings.home(), System.getenv(), System.getProperties());
    }
}
