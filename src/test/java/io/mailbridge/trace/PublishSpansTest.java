package io.mailbridge.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.event.OutboundRecord;
import io.mailbridge.event.OutboundRecord.Tag;
import io.mailbridge.event.RecordHeaders;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

/** What a batch of the replay becomes in the traces of the requests that its rows are of. */
class PublishSpansTest {
    private static final String FIRST = "00-11111111111111111111111111111111-00f067aa0ba902b7-01";
    private static final String SECOND = "00-22222222222222222222222222222222-00f067aa0ba902b7-01";
    private static final String NOT_SAMPLED = "00-33333333333333333333333333333333-00f067aa0ba902b7-00";

    private final List<SpanData> ended = new ArrayList<>();
    private final PublishSpans spans = new PublishSpans(SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(new KeptSpans(ended)))
            .build()
            .get("test"));

    @Test
    void shouldContinueTheTraceOfEachRequestInTheBatch() {
        OutboundRecord a = row("events", FIRST);
        OutboundRecord b = row("events", SECOND);
        OutboundRecord c = row("events", FIRST);

        send(List.of(a, b, c), OutboundRecord::acknowledge);

        assertThat(ended).extracting(SpanData::getTraceId).containsExactly("1".repeat(32), "2".repeat(32));
        assertThat(ended).extracting(SpanData::getParentSpanId).containsOnly("00f067aa0ba902b7");
        assertThat(a.header("traceparent"))
                .isEqualTo(c.header("traceparent"))
                .contains(ended.get(0).getSpanId());
        assertThat(b.header("traceparent")).contains(ended.get(1).getSpanId());
    }

    @Test
    void shouldMakeASpanForEachTopic() {
        send(List.of(row("opened", FIRST), row("clicked", FIRST)), OutboundRecord::acknowledge);

        assertThat(ended).extracting(SpanData::getName).containsExactly("publish opened", "publish clicked");
    }

    @Test
    void shouldLeaveRowsOfOtherRequestsAsTheyAre() {
        OutboundRecord untraced = row("events", null);
        OutboundRecord notSampled = row("events", NOT_SAMPLED);

        send(List.of(untraced, notSampled), OutboundRecord::acknowledge);

        assertThat(ended).isEmpty();
        assertThat(untraced.header("traceparent")).isNull();
        assertThat(notSampled.header("traceparent")).isEqualTo(NOT_SAMPLED);
    }

    @Test
    void shouldNotFillATraceWithAttemptsDuringAnOutage() {
        send(List.of(row("events", FIRST)), outbound -> outbound.fail(new TimeoutException("no broker")));

        assertThat(ended).isEmpty();
    }

    @Test
    void shouldShowARecordThatKafkaRefuses() {
        send(List.of(row("events", FIRST)), outbound -> outbound.fail(new RecordTooLargeException("of " + FIRST)));

        assertThat(ended).singleElement().satisfies(span -> {
            assertThat(span.getStatus()).isEqualTo(StatusData.error());
            assertThat(span.getAttributes().get(Failures.TYPE)).isEqualTo(RecordTooLargeException.class.getName());
        });
    }

    private static OutboundRecord row(String topic, String traceParent) {
        return new OutboundRecord(
                        new Tag("shop", "generic", null),
                        "id",
                        topic,
                        null,
                        new byte[0],
                        traceParent == null ? List.of() : List.of(RecordHeaders.header("traceparent", traceParent)))
                .replayed();
    }

    /** @param kafka what becomes of each record */
    private void send(List<OutboundRecord> records, Consumer<OutboundRecord> kafka) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setBody(records);
        AtomicInteger done = new AtomicInteger();
        AsyncCallback callback = spans.begin(exchange, inTime -> done.incrementAndGet());
        records.forEach(kafka);
        callback.done(false);
        assertThat(done).hasValue(1);
    }
}
