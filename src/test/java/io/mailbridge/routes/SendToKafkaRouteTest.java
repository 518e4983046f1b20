package io.mailbridge.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.event.OutboundRecord;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** send-to-kafka asks for durability and keeps to the time of an attempt. */
class SendToKafkaRouteTest {
    private final FakeComponent kafka =
            new FakeComponent(exchange -> Records.of(exchange).forEach(OutboundRecord::acknowledge));

    @Test
    void shouldAskForAllReplicasAndKeepToTheTimeout() throws Exception {
        try (RouteRig rig =
                RouteRig.of("send-to-kafka").component("kafka", kafka).start()) {
            Map<String, Object> options = kafka.options("email-events");

            assertThat(options)
                    .containsEntry("requestRequiredAcks", "all")
                    .containsEntry("enableIdempotence", "false")
                    .containsEntry("brokers", "localhost:9092")
                    .containsEntry("kafkaClientFactory", "#outboundProducerFactory");
            assertThat(number(options, "maxBlockMs")).as("a send never waits").isZero();
            assertThat(number(options, "deliveryTimeoutMs"))
                    .as("two thirds of bridge.kafka.timeout")
                    .isEqualTo(1000);
            assertThat(number(options, "deliveryTimeoutMs"))
                    .as("the client wants delivery >= linger + request")
                    .isGreaterThanOrEqualTo(number(options, "requestTimeoutMs") + number(options, "lingerMs"));
            assertThat(rig.context.getRoute("send-to-kafka")).isNotNull();
        }
    }

    @Test
    void shouldSendTheListAsItIs() throws Exception {
        try (RouteRig rig =
                RouteRig.of("send-to-kafka").component("kafka", kafka).start()) {
            List<OutboundRecord> records = Records.records(3);

            Exchange exchange = rig.send("send-to-kafka", records);

            assertThat(exchange.isFailed()).isFalse();
            assertThat(records).allMatch(OutboundRecord::acknowledged);
        }
    }

    private static int number(Map<String, Object> options, String name) {
        return Integer.parseInt(options.get(name).toString());
    }
}
