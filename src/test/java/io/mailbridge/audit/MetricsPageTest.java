package io.mailbridge.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Tests that balance the books rely on these sums. */
class MetricsPageTest {
    private static final MetricsPage METRICS = MetricsPage.parse("""
            # HELP bridge_events_received_total Events
            # TYPE bridge_events_received_total counter
            bridge_events_received_total{provider="sendgrid",source="eu"} 3.0
            bridge_events_received_total{provider="sendgrid",source="us, \\"east\\" {1}"} 1.5E2
            bridge_events_received_total_other 7
            bridge_buffer_depth 4 1767690123000
            bridge_requests_seconds_bucket{source="eu",le="+Inf"} 9
            bridge_buffer_oldest_age_seconds NaN
            """);

    @Test
    void shouldSumOverAllSeriesOfOneName() {
        assertThat(METRICS.sum("bridge_events_received_total")).isEqualTo(153);
        assertThat(METRICS.sum("bridge_buffer_depth")).isEqualTo(4);
        assertThat(METRICS.sum("bridge_buffer_oldest_age_seconds")).isNaN();
    }

    @Test
    void shouldSumOnlySeriesThatCarryTheLabels() {
        assertThat(METRICS.sum("bridge_events_received_total", "source", "eu", "provider", "sendgrid"))
                .isEqualTo(3);
        assertThat(METRICS.sum("bridge_events_received_total", "source", "eu", "provider", "generic"))
                .isZero();
        assertThat(METRICS.sum("bridge_events_lost_total")).isZero();
    }
}
