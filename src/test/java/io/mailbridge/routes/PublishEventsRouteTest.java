package io.mailbridge.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.event.Ledger;
import io.mailbridge.event.OutboundRecord;
import io.mailbridge.publish.BrokerFaultDetector;
import io.mailbridge.publish.PublishBreaker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.component.resilience4j.ResilienceProcessor;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The breaker of publish-events: what it counts, and that no event gets past both Kafka and the buffer. */
class PublishEventsRouteTest {
    private final List<List<OutboundRecord>> sent = new ArrayList<>();
    private final List<List<OutboundRecord>> buffered = new ArrayList<>();
    private Consumer<OutboundRecord> kafka = OutboundRecord::acknowledge;
    private boolean bufferFails;
    private RouteRig rig;

    @BeforeEach
    void startRoute() throws Exception {
        rig = RouteRig.of("publish-events")
                .bind("brokerFaultDetector", new BrokerFaultDetector(new Ledger(new SimpleMeterRegistry())))
                .direct("send-to-kafka", exchange -> {
                    sent.add(Records.of(exchange));
                    Records.of(exchange).forEach(outbound -> kafka.accept(outbound));
                })
                .direct("buffer-events", exchange -> {
                    if (bufferFails) {
                        throw new IllegalStateException("no database");
                    }
                    buffered.add(Records.of(exchange));
                })
                .start();
    }

    @AfterEach
    void stopRoute() {
        rig.close();
    }

    @Test
    void shouldBufferNothingThatKafkaAcknowledged() {
        Exchange exchange = publish(3);

        assertThat(exchange.isFailed()).isFalse();
        assertThat(sent).hasSize(1);
        assertThat(buffered).isEmpty();
    }

    @Test
    void shouldHandTheWholeListToTheBufferWhenTheBrokerFails() {
        kafka = outbound -> {
            if (outbound.eventId().equals("id-1")) {
                outbound.fail(new TimeoutException("broker gone"));
            } else {
                outbound.acknowledge();
            }
        };

        Exchange exchange = publish(3);

        assertThat(exchange.isFailed()).isFalse();
        assertThat(buffered).singleElement().satisfies(records -> assertThat(records)
                .extracting(OutboundRecord::acknowledged)
                .containsExactly(true, false, true));
    }

    @Test
    void shouldTreatNoOutcomeAsAFailure() {
        kafka = outbound -> {};

        assertThat(publish(1).isFailed()).isFalse();
        assertThat(buffered).hasSize(1);
    }

    @Test
    void shouldOpenAfterFiveFailuresAndThenNotTryKafka() {
        breakBroker();
        for (int i = 0; i < 5; i++) {
            publish(1);
        }
        assertThat(state()).isEqualTo("OPEN");
        kafka = OutboundRecord::acknowledge;

        Exchange exchange = publish(2);

        assertThat(exchange.isFailed()).isFalse();
        assertThat(sent).hasSize(5);
        assertThat(buffered).hasSize(6);
    }

    @Test
    void shouldFailWhenTheBufferFailsTooWhateverTheBreakersState() {
        breakBroker();
        bufferFails = true;
        for (int i = 0; i < 7; i++) {
            assertThat(publish(1).getException()).hasMessageContaining("no database");
        }
        assertThat(state()).isEqualTo("OPEN");
    }

    @Test
    void shouldCloseAfterThreeProbesInHalfOpenState() {
        breakBroker();
        for (int i = 0; i < 5; i++) {
            publish(1);
        }
        kafka = OutboundRecord::acknowledge;
        new PublishBreaker(rig.context).halfOpen();

        for (int i = 0; i < 3; i++) {
            publish(1);
        }

        assertThat(state()).isEqualTo("CLOSED");
        assertThat(sent).hasSize(8);
        assertThat(buffered).hasSize(5);
    }

    @Test
    void shouldBufferARefusedRecordOnceAndLeaveTheBreakerClosed() {
        kafka = outbound -> {
            if (outbound.eventId().equals("id-0")) {
                outbound.fail(new RecordTooLargeException("2 MB"));
            } else {
                outbound.acknowledge();
            }
        };
        for (int i = 0; i < 30; i++) {
            assertThat(publish(2).isFailed()).isFalse();
        }

        assertThat(buffered).hasSize(30);
        assertThat(state()).isEqualTo("CLOSED");
    }

    @Test
    void shouldNotBufferARefusedRecordTwiceWhenTheBrokerFailsAsWell() {
        kafka = outbound -> outbound.fail(
                outbound.eventId().equals("id-0")
                        ? new RecordTooLargeException("2 MB")
                        : new TimeoutException("broker gone"));

        publish(2);

        assertThat(buffered).hasSize(1);
    }

    private void breakBroker() {
        kafka = outbound -> outbound.fail(new TimeoutException("broker gone"));
    }

    private Exchange publish(int records) {
        return rig.send("publish-events", Records.records(records));
    }

    private String state() {
        return rig.context
                .getProcessor(PublishBreaker.ID, ResilienceProcessor.class)
                .getCircuitBreakerState();
    }
}
