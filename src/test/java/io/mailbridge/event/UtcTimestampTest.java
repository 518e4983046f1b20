package io.mailbridge.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UtcTimestampTest {

    @ParameterizedTest
    @CsvSource({
        "2026-01-06T09:02:20Z,           2026-01-06T09:02:20.000Z",
        "2026-01-06T09:02:20.9999999Z,   2026-01-06T09:02:20.999Z",
        "2024-02-29T23:59:59.007Z,       2024-02-29T23:59:59.007Z",
        "1969-12-31T23:59:59.500Z,       1969-12-31T23:59:59.500Z",
        "2026-07-01T02:00:00.010+02:00,  2026-07-01T00:00:00.010Z",
    })
    void shouldWriteUtcWithThreeFractionDigits(Instant instant, String text) throws IOException {
        StringWriter out = new StringWriter();
        try (JsonGenerator generator = new JsonFactory().createGenerator(out)) {
            UtcTimestamp.write(generator, instant);
        }

        assertThat(out).hasToString('"' + text + '"');
    }
}
