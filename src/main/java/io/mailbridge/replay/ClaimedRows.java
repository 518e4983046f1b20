package io.mailbridge.replay;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.component.sql.RowMapperFactory;
import org.springframework.jdbc.core.RowMapper;

/**
 * Makes the body of replay-events.claim.sql: a list of maps from column to value, as camel-sql does, but with names and
 * values as the driver returns them. Spring's own mapper checks each value for large objects and each name for its
 * case, row by row.
 */
public final class ClaimedRows implements RowMapperFactory {
    @Override
    public RowMapper<?> newColumnRowMapper() {
        return new Columns();
    }

    @Override
    public RowMapper<?> newBeanRowMapper(Class<?> type) {
        throw new UnsupportedOperationException("replay-events reads columns, not " + type.getName());
    }

    /** For the rows of one result set. */
    private static final class Columns implements RowMapper<Map<String, Object>> {
        private String[] names;

        @Override
        public Map<String, Object> mapRow(ResultSet rows, int number) throws SQLException {
            if (names == null) {
                names = names(rows.getMetaData());
            }
            Map<String, Object> row = new HashMap<>(2 * names.length);
            for (int i = 0; i < names.length; i++) {
                row.put(names[i], rows.getObject(i + 1));
            }
            return row;
        }

        private static String[] names(ResultSetMetaData columns) throws SQLException {
            String[] names = new String[columns.getColumnCount()];
            for (int i = 0; i < names.length; i++) {
                names[i] = columns.getColumnLabel(i + 1);
            }
            return names;
        }
    }
}
