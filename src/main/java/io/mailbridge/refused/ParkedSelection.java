package io.mailbridge.refused;

import io.mailbridge.reading.TimeWindow;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/** A filter as the condition of a statement on parked_event. */
final class ParkedSelection {
    /** The type of an event is in the headers of its record. */
    private static final String TYPE = "substring(headers FROM '\"ce_type\":\"email\\.([a-z_]+)\"')";

    /** LATIN1 takes every byte but NUL, which no JSON has. */
    private static final String TEXT = """
            CASE WHEN position('\\x00'::bytea IN value) > 0 THEN position(CAST(? AS bytea) IN value) > 0
                 ELSE convert_from(value, 'LATIN1') ~ ? END""";

    /** Seventeen parameters; rows parked after the last one are left out. */
    static final String WHERE = """
            WHERE (? OR id = ANY (?))
              AND (? OR reason = ANY (?))
              AND (? OR source = ANY (?))
              AND (? OR provider = ANY (?))
              AND (? OR %s = ANY (?))
              AND parked_at >= ? AND parked_at < ?
              AND (? OR %s)
              AND parked_at <= ?
            """.formatted(TYPE, TEXT);

    private final RefusedFilter filter;
    private final OffsetDateTime notAfter;

    /** @param notAfter rows that are parked later do not belong to it: an action would meet them again and again */
    ParkedSelection(RefusedFilter filter, OffsetDateTime notAfter) {
        this.filter = filter;
        this.notAfter = notAfter;
    }

    /** @return the number of the parameter that follows */
    int bind(PreparedStatement statement) throws SQLException {
        int next = 1;
        Object[] ids = filter.ids().stream().map(ParkedSelection::number).toArray();
        next = bind(statement, next, "bigint", ids);
        for (List<String> texts : List.of(filter.reasons(), filter.sources(), filter.providers(), filter.types())) {
            next = bind(statement, next, "text", texts.toArray());
        }
        TimeWindow window = filter.window();
        statement.setObject(next++, window.since() == null ? OffsetDateTime.MIN : utc(window.since()));
        statement.setObject(next++, window.until() == null ? OffsetDateTime.MAX : utc(window.until()));
        statement.setBoolean(next++, filter.text() == null);
        String text = filter.text() == null ? "" : filter.text();
        statement.setBytes(next++, text.getBytes(StandardCharsets.UTF_8));
        statement.setString(next++, new PayloadText(text).pattern());
        statement.setObject(next++, notAfter);
        return next;
    }

    private static int bind(PreparedStatement statement, int first, String type, Object[] values) throws SQLException {
        statement.setBoolean(first, values.length == 0);
        statement.setArray(first + 1, statement.getConnection().createArrayOf(type, values));
        return first + 2;
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    /** One that is no number is no row's. */
    private static Long number(String id) {
        try {
            return Long.valueOf(id);
        } catch (NumberFormatException e) {
            return -1L;
        }
    }
}
