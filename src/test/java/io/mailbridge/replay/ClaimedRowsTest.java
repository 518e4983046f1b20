package io.mailbridge.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.RowMapper;

/** What a claim's rows look like to the steps after it. */
class ClaimedRowsTest {
    private static final List<String> NAMES = List.of("id", "topic", "Value");

    @Test
    void shouldNameEachValueByItsColumn() throws Exception {
        RowMapper<?> mapper = new ClaimedRows().newColumnRowMapper();

        assertThat(mapper.mapRow(row(7L, "events", "x"), 0))
                .isEqualTo(Map.of("id", 7L, "topic", "events", "Value", "x"));
        assertThat(mapper.mapRow(row(8L, "others", "y"), 1))
                .isEqualTo(Map.of("id", 8L, "topic", "others", "Value", "y"));
    }

    private static ResultSet row(Object... values) {
        return proxy(ResultSet.class, (name, column) -> name.equals("getObject") ? values[column - 1] : columns());
    }

    private static ResultSetMetaData columns() {
        return proxy(
                ResultSetMetaData.class,
                (name, column) -> name.equals("getColumnCount") ? NAMES.size() : NAMES.get(column - 1));
    }

    private interface Answer {
        Object to(String method, int column);
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answer.to(method.getName(), arguments == null ? 0 : (int) arguments[0])));
    }
}
