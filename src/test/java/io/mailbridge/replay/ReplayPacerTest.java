package io.mailbridge.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.publish.PublishBreaker;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class ReplayPacerTest {
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Exchange exchange = new DefaultExchange(context);

    @Test
    void shouldClaimAFullBatchWithoutARate() {
        ReplayPacer pacer = pacer(500, 0);

        pacer.process(exchange);
        pacer.sent(exchange, 500);

        assertThat(limit()).isEqualTo(500);
        assertThat(exchange.getProperty(ReplayPacer.PAUSE)).isEqualTo(0L);
        assertThat(exchange.getProperty(Exchange.SCHEDULER_POLLED_MESSAGES)).isEqualTo(true);
    }

    @Test
    void shouldClaimNoMoreThanASecondOfTheRate() {
        ReplayPacer pacer = pacer(500, 20);

        pacer.process(exchange);
        pacer.sent(exchange, 20);

        assertThat(limit()).isEqualTo(20);
        assertThat(exchange.getProperty(ReplayPacer.PAUSE, Long.class)).isBetween(500L, 1000L);
    }

    @Test
    void shouldProbeAfterAnOutageUntilKafkaTakesARow() {
        ReplayPacer pacer = pacer(500, 0);

        pacer.metOutage(new TimeoutException("late"));
        pacer.process(exchange);
        assertThat(limit()).isEqualTo(1);
        assertThat(exchange.getProperty(Exchange.SCHEDULER_POLLED_MESSAGES)).isEqualTo(false);

        pacer.sent(exchange, 1);
        pacer.process(exchange);
        assertThat(limit()).isEqualTo(500);
    }

    @Test
    void shouldSendTheRowsOfATooLargeBatchAloneAndThenTogetherAgain() {
        ReplayPacer pacer = pacer(500, 0);

        pacer.sendAlone(2);
        pacer.process(exchange);
        assertThat(limit()).isEqualTo(1);
        pacer.process(exchange);
        assertThat(limit()).isEqualTo(1);
        pacer.process(exchange);
        assertThat(limit()).isEqualTo(500);
    }

    private ReplayPacer pacer(int batchSize, int maxRate) {
        return new ReplayPacer(new ReplaySettings(batchSize, maxRate, 5, 1000), new PublishBreaker(context));
    }

    private int limit() {
        return exchange.getMessage().getHeader(ReplayPacer.LIMIT, Integer.class);
    }
}
