package io.mailbridge.publish;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.utils.AppInfoParser;
import org.junit.jupiter.api.Test;

class KafkaClientTest {
    /** camel-kafka asks for 3.9.1, whose CVE-2026-35554 is fixed in 3.9.2. */
    @Test
    void shouldBeTheVersionThatThePomNames() {
        assertThat(AppInfoParser.getVersion()).isEqualTo("3.9.2");
    }
}
