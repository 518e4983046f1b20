package io.mailbridge.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.support.TopicRecord;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An event made of a number is the same at any time, and no other than that. */
class ExpectedTest {
    @ParameterizedTest
    @EnumSource
    void shouldFindEveryChange(Platform platform) {
        Expected expected = Expected.of(platform, 7);

        assertThat(expected).isEqualTo(Expected.of(platform, 7));
        assertThat(expected.value()).contains(Platform.id(7));
        assertThat(expected.isIn(record(expected.key(), expected.value()), false))
                .isTrue();
        assertThat(expected.isIn(record("somebody", expected.value()), false)).isFalse();
        assertThat(expected.isIn(record(expected.key(), expected.value() + " "), false))
                .isFalse();
        assertThat(Expected.of(platform, 8).isIn(record(expected.key(), expected.value()), false))
                .isFalse();
    }

    static TopicRecord record(String key, String value) {
        String received = value.replaceFirst("\\{", "{\"received_at\":\"2026-01-06T09:00:00.000Z\",");
        String id = value.replaceFirst(".*?\"id\":\"([^\"]+).*", "$1");
        return new TopicRecord(0, 0, 1, key, received.getBytes(StandardCharsets.UTF_8), Map.of("ce_id", id));
    }
}
