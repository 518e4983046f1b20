package io.mailbridge.tool;

import io.mailbridge.refused.ParkedRows;
import io.mailbridge.refused.RefusedDatabase;
import io.mailbridge.refused.RefusedFilter;
import io.mailbridge.settings.InvalidSetting;
import io.mailbridge.settings.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;

/** Runs a command on the parked rows of a home, and says for people what went wrong. */
final class ParkedAccess {
    private ParkedAccess() {}

    /** A command's own part. */
    interface Use {
        int with(ParkedRows rows) throws SQLException, IOException;
    }

    static int use(Path home, Use use) throws IOException {
        try (Connection connection =
                RefusedDatabase.connect(Settings.load(home, System.getenv(), System.getProperties()))) {
            return use.with(new ParkedRows(connection));
        } catch (InvalidSetting e) {
            throw new ToolFailure(e.getMessage());
        } catch (SQLException e) {
            throw new ToolFailure(RefusedDatabase.sentence(e));
        }
    }

    /**
     * Says how many are selected, by their reason.
     *
     * @return how many
     */
    static long count(ParkedRows rows, RefusedFilter selected, PrintWriter out) throws SQLException {
        Map<String, Long> counts = rows.count(selected);
        counts.forEach((reason, count) -> out.println(String.format(Locale.ROOT, "%,10d  %s", count, reason)));
        long all = counts.values().stream().mapToLong(Long::longValue).sum();
        out.println(String.format(
                Locale.ROOT, "%,10d  parked %s selected%s", all, all == 1 ? "row" : "rows", missing(selected, all)));
        return all;
    }

    private static String missing(RefusedFilter selected, long found) {
        long missing = selected.ids().stream().distinct().count() - found;
        return selected.ids().isEmpty() || missing == 0
                ? ""
                : String.format(Locale.ROOT, "; %,d of the ids are not parked, or do not match the filter", missing);
    }
}
