package io.mailbridge.buffer;

import io.mailbridge.settings.InvalidSetting;
import io.mailbridge.settings.Settings;
import java.time.Duration;
import java.util.Map;

/**
 * Where the buffer is and how long a request waits for it.
 *
 * @param jdbcUrl without passwords
 * @param driverSecrets the passwords in the address, by the driver's names; they take precedence over the bridge's
 *     own keys
 * @param timeout time from the arrival of a request's events to their commit
 * @param maxRows rows that the buffer may hold, 0 for no limit
 * @param parkedRetention age at which parked rows are deleted, zero for never
 */
public record BufferSettings(
        String jdbcUrl,
        String username,
        String password,
        Map<String, String> driverSecrets,
        Duration timeout,
        long maxRows,
        Duration parkedRetention) {
    /** Leaves 200 ms of the 3 s for everything except waiting. */
    static final Duration ANSWER_BUDGET = Duration.ofMillis(2800);

    /** @param kafkaTimeout what the preceding attempt may have taken of the time for the answer */
    public static BufferSettings from(Settings settings, Duration kafkaTimeout) {
        String url = settings.required("bridge.buffer.jdbc-url");
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new InvalidSetting("bridge.buffer.jdbc-url", url, "jdbc:postgresql://host:port/database");
        }
        settings.duration("bridge.buffer.retention", "1s", "3650d");
        Duration timeout = settings.duration("bridge.buffer.timeout", "100ms", "2s");
        if (timeout.plus(kafkaTimeout).compareTo(ANSWER_BUDGET) > 0) {
            throw new InvalidSetting(
                    "bridge.buffer.timeout",
                    settings.text("bridge.buffer.timeout"),
                    "with bridge.kafka.timeout=" + settings.text("bridge.kafka.timeout") + " at most "
                            + ANSWER_BUDGET.minus(kafkaTimeout).toMillis()
                            + "ms, since every answer must come within 3 s");
        }
        JdbcAddress address = JdbcAddress.of(url);
        return new BufferSettings(
                address.url(),
                settings.text("bridge.buffer.username"),
                settings.text("bridge.buffer.password"),
                address.secrets(),
                timeout,
                settings.number("bridge.buffer.max-rows", 0, Integer.MAX_VALUE),
                settings.duration("bridge.buffer.parked-retention", "0s", "3650d"));
    }
}
