package io.mailbridge.refused;

import io.mailbridge.buffer.BufferConnections;
import io.mailbridge.buffer.BufferSettings;
import io.mailbridge.publish.KafkaSettings;
import io.mailbridge.settings.Settings;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** The database of a home's buffer, for a command. */
public final class RefusedDatabase {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final String NO_SUCH_TABLE = "42P01";

    private RefusedDatabase() {}

    /**
     * @throws SQLException where it does not answer
     * @throws io.mailbridge.settings.InvalidSetting where the settings do not say which it is
     */
    public static Connection connect(Settings settings) throws SQLException {
        return connect(settings, LIMIT);
    }

    /** @param limit for a connection to be there, in whole seconds, and ten times of it for a statement */
    public static Connection connect(Settings settings, Duration limit) throws SQLException {
        return BufferConnections.connect(
                BufferSettings.from(settings, KafkaSettings.from(settings).timeout()), limit);
    }

    /** What failed, for people. What the database says of a row might quote it, so that is left out. */
    public static String sentence(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        if (state.equals(NO_SUCH_TABLE)) {
            return "The buffer's tables are missing or of an earlier release: a bridge of this release makes them at its"
                    + " start";
        }
        boolean isAboutTheConnection = state.startsWith("08") || state.startsWith("28") || state.startsWith("57");
        return "The buffer's database "
                + (isAboutTheConnection
                        ? "cannot be used: " + failure.getMessage().replaceFirst("\\.$", "")
                        : "failed, SQL state " + state);
    }
}
