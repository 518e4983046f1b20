package io.mailbridge.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplingTest {
    /** A trace id that OpenTelemetry's own sampler would take at any ratio. */
    private static final String ALWAYS = "00-00000000000000010000000000000001-00f067aa0ba902b7-";

    private static final String WANTED = ALWAYS + "01";
    private static final String UNWANTED = ALWAYS + "00";

    private final Random random = new Random(1);
    private final Sampling open = new Sampling(0.01, false, random::nextDouble);
    private final Sampling behindIngress = new Sampling(0.01, true, random::nextDouble);

    @Test
    void shouldTraceItsShareOfRequests() {
        assertThat(traced(open, null)).isBetween(800L, 1200L);
    }

    @Test
    void shouldNotLetASenderHaveAllItsRequestsTraced() {
        assertThat(traced(open, WANTED)).isBetween(800L, 1200L);
        assertThat(traced(open, UNWANTED)).isBetween(800L, 1200L);
    }

    @Test
    void shouldLetATrustedIngressDecide() {
        assertThat(traced(behindIngress, WANTED)).isEqualTo(100_000);
        assertThat(traced(behindIngress, UNWANTED)).isZero();
        assertThat(traced(behindIngress, null)).isBetween(800L, 1200L);
        assertThat(traced(behindIngress, "no traceparent")).isBetween(800L, 1200L);
    }

    @Test
    void shouldTraceAllOrNone() {
        assertThat(traced(new Sampling(1, false, random::nextDouble), UNWANTED)).isEqualTo(100_000);
        assertThat(traced(new Sampling(0, false, random::nextDouble), WANTED)).isZero();
    }

    @Test
    void shouldContinueTheTraceOfTheSender() {
        SpanContext parent = parent(UNWANTED);

        assertThat(parent.getTraceId()).isEqualTo("00000000000000010000000000000001");
        assertThat(parent.getSpanId()).isEqualTo("00f067aa0ba902b7");
        assertThat(parent.isRemote()).isTrue();
        assertThat(parent.isSampled()).isTrue();
    }

    @Test
    void shouldBeginATraceWhereTheSendersCannotBeRead() {
        for (String wrong :
                new String[] {null, "", "00", ALWAYS, "00-" + "0".repeat(32) + "-00f067aa0ba902b7-01", "x".repeat(9999)
                }) {
            assertThat(parent(wrong).isValid()).as(wrong).isFalse();
        }
    }

    private static SpanContext parent(String incoming) {
        Context found = new Sampling(1, false, () -> 0).parentOf(incoming);
        return Span.fromContext(found).getSpanContext();
    }

    private static long traced(Sampling sampling, String incoming) {
        return IntStream.range(0, 100_000)
                .filter(i -> sampling.parentOf(incoming) != null)
                .count();
    }
}
