import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The limit of the contract: the bare program, if it put on Kafka what the bridge does. Each event of the load becomes the
 * whole common record with the bridge's key and headers, through a producer with the bridge's settings, and the answer is
 * the bridge's. It knows the events of the load and no others. What the bridge costs beyond it is framework, threads and
 * mapping; RichLimitTest holds it to the bridge's records. Arguments: port, brokers.
 */
public class RichBridge extends AbstractVerticle {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TOPIC = "rich";
    private static final String PROVIDER = "sendgrid";
    private static final String SOURCE = "rich";
    private static final String TYPE = "delivered";
    private static final Header VERSION = header("ce_specversion", "1.0");
    private static final Header EVENT_TYPE = header("ce_type", "email." + TYPE);
    private static final Header ORIGIN = header("ce_source", "/webhooks/" + SOURCE);
    private static final Header CONTENT = header("content-type", "application/json");

    private final KafkaProducer<byte[], byte[]> producer;
    private final int port;

    RichBridge(KafkaProducer<byte[], byte[]> producer, int port) {
        this.producer = producer;
        this.port = port;
    }

    @Override
    public void start(Promise<Void> started) {
        vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> take(request, body.getBytes())))
                .listen(port).<Void>mapEmpty().onComplete(started);
    }

    private void take(HttpServerRequest request, byte[] body) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        try {
            String receivedAt = utc(System.currentTimeMillis());
            for (JsonNode event : JSON.readTree(body)) {
                if (!event.hasNonNull("event") || !event.hasNonNull("email")) {
                    throw new IOException("An event has no type or no address");
                }
                records.add(record(event, receivedAt));
            }
        } catch (Exception e) {
            request.response().setStatusCode(400).end();
            return;
        }
        Context loop = vertx.getOrCreateContext();
        AtomicInteger unanswered = new AtomicInteger(records.size());
        AtomicInteger lost = new AtomicInteger();
        for (ProducerRecord<byte[], byte[]> record : records) {
            producer.send(record, (ack, failure) -> {
                if (failure != null) {
                    lost.incrementAndGet();
                }
                if (unanswered.decrementAndGet() == 0) {
                    loop.runOnContext(now -> answer(request.response(), records.size(), lost.get()));
                }
            });
        }
    }

    private static void answer(HttpServerResponse response, int accepted, int lost) {
        if (lost > 0) {
            response.setStatusCode(503).end();
        } else {
            response.putHeader("Content-Type", "application/json")
                    .end("{\"accepted\":" + accepted + ",\"rejected\":0}");
        }
    }

    static ProducerRecord<byte[], byte[]> record(JsonNode event, String receivedAt) throws IOException {
        String id = PROVIDER + ":" + event.get("sg_event_id").asText();
        String occurredAt = utc(1000 * event.get("timestamp").asLong());
        String recipient = event.get("email").asText();
        byte[] key = utf8(recipient.toLowerCase(Locale.ROOT));
        byte[] value = value(event, id, recipient, occurredAt, receivedAt);
        List<Header> headers =
                List.of(VERSION, header("ce_id", id), EVENT_TYPE, ORIGIN, header("ce_time", occurredAt), CONTENT);
        return new ProducerRecord<>(TOPIC, null, key, value, headers);
    }

    private static byte[] value(JsonNode event, String id, String recipient, String occurredAt, String receivedAt)
            throws IOException {
        ByteArrayBuilder bytes = new ByteArrayBuilder(1024);
        try (JsonGenerator record = JSON.createGenerator(bytes)) {
            record.writeStartObject();
            record.writeNumberField("schema_version", 1);
            record.writeStringField("id", id);
            record.writeStringField("type", TYPE);
            record.writeStringField("provider", PROVIDER);
            record.writeStringField("provider_event", event.get("event").asText());
            record.writeStringField("source", SOURCE);
            record.writeStringField("occurred_at", occurredAt);
            record.writeStringField("received_at", receivedAt);
            record.writeStringField("message_id", event.get("sg_message_id").asText());
            record.writeStringField("smtp_message_id", event.get("smtp-id").asText());
            record.writeStringField("recipient", recipient);
            record.writeBooleanField("recipient_ambiguous", false);
            record.writeNullField("subject");
            record.writeObjectFieldStart("campaign");
            record.writeStringField("id", event.get("marketing_campaign_id").asText());
            record.writeNullField("name");
            record.writeNullField("template_id");
            record.writeEndObject();
            record.writeArrayFieldStart("tags");
            for (JsonNode category : event.get("category")) {
                record.writeString(category.asText());
            }
            record.writeEndArray();
            record.writeObjectFieldStart("metadata");
            record.writeEndObject();
            record.writeNullField("bounce");
            record.writeNullField("reason");
            record.writeNullField("engagement");
            record.writeNullField("subscription");
            record.writeEndObject();
        }
        return bytes.toByteArray();
    }

    /** As 2026-01-06T09:02:20.000Z. */
    private static String utc(long millis) {
        int fraction = (int) Math.floorMod(millis, 1000L);
        LocalDateTime time = LocalDateTime.ofEpochSecond(Math.floorDiv(millis, 1000L), 0, ZoneOffset.UTC);
        StringBuilder text = new StringBuilder(24);
        pair(text, time.getYear() / 100, "");
        pair(text, time.getYear() % 100, "-");
        pair(text, time.getMonthValue(), "-");
        pair(text, time.getDayOfMonth(), "T");
        pair(text, time.getHour(), ":");
        pair(text, time.getMinute(), ":");
        pair(text, time.getSecond(), ".");
        pair(text, fraction / 10, "");
        return text.append(fraction % 10).append('Z').toString();
    }

    private static void pair(StringBuilder text, int number, String after) {
        text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10)).append(after);
    }

    private static Header header(String name, String text) {
        return new RecordHeader(name, utf8(text));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Those of routes/send-to-kafka.camel.yaml that cost something while Kafka answers. */
    static Map<String, Object> settings() {
        return Map.of(
                "acks", "all",
                "enable.idempotence", "false",
                "max.in.flight.requests.per.connection", "5",
                "linger.ms", "2",
                "batch.size", "65536",
                "compression.type", "lz4",
                "buffer.memory", "33554432",
                "enable.metrics.push", "false",
                "key.serializer", ByteArraySerializer.class.getName(),
                "value.serializer", ByteArraySerializer.class.getName());
    }

    public static void main(String[] args) {
        Map<String, Object> config = new HashMap<>(settings());
        config.put("bootstrap.servers", args[1]);
        KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(config);
        int port = Integer.parseInt(args[0]);
        Vertx.vertx().deployVerticle(() -> new RichBridge(producer, port), new DeploymentOptions().setInstances(2))
                .onSuccess(id -> System.out.println("ready"))
                .onFailure(error -> { error.printStackTrace(); System.exit(1); });
    }
}
