package io.mailbridge.provider;

import static io.mailbridge.provider.Normalizing.sendGrid;
import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.event.EmailEvent;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "1767690140                             | 2026-01-06T09:02:20Z",
                "1767690140123                          | 2026-01-06T09:02:20.123Z",
                "'1767690140'                           | 2026-01-06T09:02:20Z",
                "' 1767690140123 '                      | 2026-01-06T09:02:20.123Z",
                "1767690140.818328                      | 2026-01-06T09:02:20.818328Z",
                "'1767690140.818328'                    | 2026-01-06T09:02:20.818328Z",
                "1.76769014E9                           | 2026-01-06T09:02:20Z",
                "'2026-01-06T09:02:20Z'                 | 2026-01-06T09:02:20Z",
                "'2026-01-06T09:02:20.123Z'             | 2026-01-06T09:02:20.123Z",
                "'2026-01-06T09:02:20.1234567Z'         | 2026-01-06T09:02:20.123456700Z",
                "'2026-01-06T09:02:20.123456789012Z'    | 2026-01-06T09:02:20.123456789Z",
                "'2026-01-06T04:02:20.1234567-05:00'    | 2026-01-06T09:02:20.123456700Z",
                "'2026-01-06T14:32:20+0530'             | 2026-01-06T09:02:20Z",
                "'2026-01-06T10:02:20+01'               | 2026-01-06T09:02:20Z",
                "'2026-01-06T09:02:20'                  | 2026-01-06T09:02:20Z",
                "'2026-01-06 09:02:20'                  | 2026-01-06T09:02:20Z",
                "'2026-01-06 09:02:20.5 +00:00'         | 2026-01-06T09:02:20.5Z",
                "'2026-01-06T09:02'                     | 2026-01-06T09:02:00Z",
                "946684800                              | 2000-01-01T00:00:00Z",
                "'2026-01-07T10:00:00Z'                 | 2026-01-07T10:00:00Z",
            })
    void shouldReadEachFormPlatformsUse(String json, Instant time) {
        EmailEvent event = sendGrid("'event':'open','timestamp':" + json);

        assertThat(event.occurredAt()).isEqualTo(time);
        assertThat(event.occurredAtEstimated()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "true",
                "{}",
                "[1767690140]",
                "''",
                "'yesterday'",
                "0",
                "-1767690140",
                "946684799",
                "'2026-01-07T10:00:00.001Z'",
                "'2026-02-30T09:02:20Z'",
                "'2026-01-06T09:02:20+25:00'",
                "'2026-01-06T09:02:20 Europe/Berlin'",
                "17676901401234567",
                "123456789012345678901234567890",
                "1E999999999",
                "1E-999999999",
                "'1E999999999'",
                "'99999999999999999999999999'",
            })
    void shouldFallBackToTheTimeOfReceiptWhenTheTimeIsAbsurd(String json) {
        EmailEvent event = sendGrid("'event':'open','timestamp':" + json);

        assertThat(event.occurredAt()).isEqualTo(Normalizing.RECEIVED_AT);
        assertThat(event.occurredAtEstimated()).isTrue();
    }
}
