package io.mailbridge.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.databind.node.TextNode;
import io.mailbridge.event.OutboundRecord.Tag;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;

class RecordHeadersTest {
    private static final List<Header> OWN =
            List.of(RecordHeaders.header("ce_id", "1"), RecordHeaders.header("x-team", "old"));

    private final RecordHeaders headers = new RecordHeaders();
    private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());

    @Test
    void shouldTakeWhatHasATextAndLeaveOutWhatIsOfCamelAndKafka() {
        exchange.getMessage().setHeader("text", "\u00e4");
        exchange.getMessage().setHeader("long", 7L);
        exchange.getMessage().setHeader("flag", true);
        exchange.getMessage().setHeader("type", EventType.AUTO_RESPONDED);
        exchange.getMessage().setHeader("time", Instant.EPOCH);
        exchange.getMessage().setHeader("node", new TextNode("n"));
        exchange.getMessage().setHeader("bytes", new byte[] {'b'});
        exchange.getMessage().setHeader("list", List.of(1));
        exchange.getMessage().setHeader("nothing", null);
        exchange.getMessage().setHeader("CamelSqlRowCount", 1);
        exchange.getMessage().setHeader("kafka.OVERRIDE_TOPIC", "stolen");

        assertThat(headers.of(exchange))
                .extracting(Header::key, header -> new String(header.value(), StandardCharsets.UTF_8))
                .containsExactlyInAnyOrder(
                        tuple("text", "\u00e4"),
                        tuple("long", "7"),
                        tuple("flag", "true"),
                        tuple("type", "auto_responded"),
                        tuple("time", "1970-01-01T00:00:00Z"),
                        tuple("node", "n"),
                        tuple("bytes", "b"));
        assertThat(headers.serialize("long", 7L)).asString().isEqualTo("7");
        assertThat(headers.serialize("list", List.of(1))).isNull();
    }

    @Test
    void shouldTakeTheLaterOfTwoButKeepWhatTheBridgeSays() {
        OutboundRecord event = new OutboundRecord(new Tag("s", "p", null), "1", "t", null, new byte[0], OWN);
        OutboundRecord letter = new OutboundRecord(
                new Tag("s", "p", "not_json"),
                "1",
                "t",
                null,
                new byte[0],
                List.of(RecordHeaders.header("reason", "not_json")));
        List<Header> further = List.of(
                RecordHeaders.header("CE_ID", "2"),
                RecordHeaders.header("X-Team", "new"),
                RecordHeaders.header("Content-Type", "text/html"),
                RecordHeaders.header("reason", "mine"));

        event.takeOn(further);
        letter.takeOn(further);

        assertThat(event.header("ce_id")).isEqualTo("1");
        assertThat(event.header("x-team")).isEqualTo("new");
        assertThat(event.header("content-type")).isNull();
        assertThat(event.header("reason")).isEqualTo("mine");
        assertThat(letter.header("reason")).isEqualTo("not_json");
        assertThat(event.headers()).hasSize(3);
    }

    @Test
    void shouldGiveARecordOfItsOwnWhenChanged() {
        OutboundRecord outbound = new OutboundRecord(new Tag("s", "p", null), "1", "t", null, new byte[0], OWN);
        outbound.acknowledge();

        OutboundRecord changed =
                outbound.withTopic("u").withKey("k").withHeader("x-team", null).withHeader("a", "b");

        assertThat(changed.topic()).isEqualTo("u");
        assertThat(changed.key()).asString().isEqualTo("k");
        assertThat(changed.header("x-team")).isNull();
        assertThat(changed.header("a")).isEqualTo("b");
        assertThat(changed.eventId()).isEqualTo("1");
        assertThat(changed.isDurable()).isFalse();
        assertThat(outbound.withValue(new byte[] {1}).value()).hasSize(1);
    }
}
