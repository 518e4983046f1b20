package io.mailbridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class MalformedRequestsTest {
    @ParameterizedTest
    @ValueSource(strings = {"/", "/webhooks/demo?x=%2F", "/webhooks/../%6c", "http://b/webhooks/demo", "//webhooks/x"})
    void shouldRouteWhatIsATarget(String uri) {
        assertThat(MalformedRequests.isTarget(uri)).isTrue();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "*", "foo", "/%", "/%2", "/%zz", "/a b", "/\u0000", "/caf\u00e9", "ftp://b/"})
    void shouldRouteNothingElse(String uri) {
        assertThat(MalformedRequests.isTarget(uri)).isFalse();
    }

    @Test
    void shouldTakeNoFieldThatWouldBeTwoInHttp1() {
        assertThat(MalformedRequests.isField("x", "a b, c\t\u00e9")).isTrue();
        assertThat(MalformedRequests.isField(":path", "/")).isTrue();
        for (String value : new String[] {"a\r\nb: c", "a\nb", "a\rb", "a\u0000"}) {
            assertThat(MalformedRequests.isField("x", value)).isFalse();
        }
        for (String name : new String[] {"a b", "a:b", "a\n", "\u00e9", "a\u007f"}) {
            assertThat(MalformedRequests.isField(name, "x")).isFalse();
        }
    }
}
