package io.mailbridge.tool;

import io.mailbridge.check.Assembled.Assembly;
import io.mailbridge.provider.InvalidProfile;
import io.mailbridge.reading.BridgeTopics;
import io.mailbridge.reading.KafkaAccess;
import io.mailbridge.refused.LetterRoutes;
import io.mailbridge.refused.RefusedDatabase;
import io.mailbridge.refused.RejectedLetters;
import io.mailbridge.settings.InvalidSetting;
import io.mailbridge.settings.Settings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.apache.kafka.common.KafkaException;

/** Runs a command on the dead letters of a home, and says for people what went wrong. */
final class RejectedAccess {
    private RejectedAccess() {}

    /** A command's own part. */
    interface Use {
        int with(RejectedLetters letters, Connection connection, Settings settings) throws Exception;
    }

    /**
     * @param err receives that marks are unknown; null where they are needed
     * @param withResubmitted true for letters, too, that have become events
     */
    static int use(Path home, Assembly assembly, PrintWriter err, boolean withResubmitted, Use use) throws Exception {
        Settings settings;
        Properties client;
        try {
            settings = Settings.load(home, System.getenv(), System.getProperties());
            client = KafkaAccess.client(settings, assembly);
        } catch (InvalidSetting e) {
            throw new ToolFailure(e.getMessage());
        }
        try (Connection connection = connection(settings, err);
                RejectedLetters letters =
                        new RejectedLetters(client, BridgeTopics.of(settings), connection, withResubmitted)) {
            return use.with(letters, connection, settings);
        } catch (SQLException e) {
            throw new ToolFailure(RefusedDatabase.sentence(e));
        } catch (KafkaException e) {
            throw new ToolFailure("No broker of " + client.get("bootstrap.servers") + " answers ("
                    + e.getClass().getSimpleName() + ")");
        }
    }

    /** @param callOut true where steps of the routes may call other systems */
    static LetterRoutes routes(Settings settings, Assembly assembly, boolean callOut) {
        try {
            return new LetterRoutes(settings, assembly, callOut);
        } catch (InvalidSetting | InvalidProfile e) {
            throw new ToolFailure(e.getMessage());
        } catch (Exception e) {
            throw new ToolFailure("The routes do not start: 'mailbridge check' says why");
        }
    }

    private static Connection connection(Settings settings, PrintWriter err) throws SQLException {
        try {
            return RefusedDatabase.connect(settings);
        } catch (SQLException e) {
            if (err == null) {
                throw e;
            }
            err.println("mailbridge: " + RefusedDatabase.sentence(e) + "; which ones were resubmitted is not known");
            return null;
        }
    }
}
