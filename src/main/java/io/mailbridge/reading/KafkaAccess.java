package io.mailbridge.reading;

import io.mailbridge.check.Assembled;
import io.mailbridge.check.Assembled.Assembly;
import io.mailbridge.provider.Profiles;
import io.mailbridge.settings.Settings;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.component.kafka.KafkaConfiguration;

/** How the Kafka of a home is reached, by a client of a command's own. */
public final class KafkaAccess {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private KafkaAccess() {}

    /**
     * Settings of any Kafka client: brokers, TLS, SASL, and 5 s for each call.
     *
     * @param assembly assembles a bridge, since Camel decides what its keys mean for Kafka
     * @throws Exception where the settings or routes of the home cannot be used
     */
    public static Properties client(Settings settings, Assembly assembly) throws Exception {
        Profiles profiles = Profiles.load(settings.home().resolve("providers"));
        try (Assembled bridge = assembly.assemble(settings, profiles, Map.of())) {
            return client(settings, bridge.context());
        }
    }

    /** The same, of a bridge that runs. */
    public static Properties client(Settings settings, CamelContext context) {
        KafkaConfiguration configured = context.getComponent("kafka", KafkaComponent.class)
                .getConfiguration()
                .copy();
        configured.setBrokers(settings.text("bridge.kafka.brokers"));
        Properties properties = configured.createConsumerProperties();
        properties.keySet().removeIf(key -> !isOfEveryClient(key.toString()));
        properties.put("bootstrap.servers", configured.getBrokers());
        properties.put("default.api.timeout.ms", String.valueOf(LIMIT.toMillis()));
        properties.put("request.timeout.ms", String.valueOf(LIMIT.toMillis() - 1));
        properties.put("enable.metrics.push", "false");
        return properties;
    }

    private static boolean isOfEveryClient(String key) {
        return key.startsWith("ssl.") || key.startsWith("sasl.") || key.equals("security.protocol");
    }
}
