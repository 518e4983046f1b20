package io.mailbridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MalformedRequestsTest {
    @ParameterizedTest
    @ValueSource(strings = {"/", "/webhooks/demo?x=%2F", "/webhooks/../%6c", "http://b/webhooks/demo", "//webhooks/x"})
    void shouldRouteWhatIsATarget(String uri) {
        assertThat(MalformedRequests.isTarget(uri)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "foo", "/%", "/%2", "/%zz", "/a b", "/\u0000", "/caf\u00e9", "ftp://b/"})
    void shouldRouteNothingElse(String uri) {
        assertThat(MalformedRequests.isTarget(uri)).isFalse();
    }
}
