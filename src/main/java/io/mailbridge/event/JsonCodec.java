package io.mailbridge.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** Reads and writes JSON so that every number comes out as it went in. The one place that configures Jackson. */
public final class JsonCodec {
    private static final int INITIAL_BYTES = 1024;

    /** Levels of nesting; platforms need about ten. */
    public static final int MAX_DEPTH = 1000;

    /** Digits of a number. */
    public static final int MAX_DIGITS = 1000;

    /**
     * Brackets, names and values of a text. Two bytes of brackets become a node of a hundred bytes, so the length of a
     * body alone does not limit its tree. Enough for the 10,000 events a request may hold: those sent in the largest
     * batches (SparkPost's) have 98 each.
     */
    public static final int MAX_TOKENS = 1_000_000;

    /** The common record puts the sender's JSON some levels deeper. */
    private static final int WRITE_DEPTH = 2 * MAX_DEPTH;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            // of each thread, since a request of many events takes from it a hundred times; those of a burst share
            // threads
            .recyclerPool(JsonRecyclerPools.threadLocalPool())
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_DIGITS)
                    .maxTokenCount(MAX_TOKENS)
                    .build())
            .streamWriteConstraints(StreamWriteConstraints.builder()
                    .maxNestingDepth(WRITE_DEPTH)
                    .build())
            .enable(StreamReadFeature.USE_FAST_BIG_NUMBER_PARSER)
            .build();

    private static final ObjectMapper MAPPER = JsonMapper.builder(FACTORY)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .addModule(new SimpleModule().addDeserializer(JsonNode.class, new TreeDeserializer()))
            .build();

    private JsonCodec() {}

    /** The mapper to parse request bodies with; do not reconfigure it. */
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    /** Any plain value as a tree: text, numbers, booleans, lists and maps of them. */
    static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    /** The tree as UTF-8. */
    public static byte[] write(JsonNode tree) {
        return write(generator -> write(generator, tree));
    }

    /** Jackson's own way needs a serializer context, which costs more than writing trees as small as events. */
    static void write(JsonGenerator generator, JsonNode node) throws IOException {
        if (node.isObject()) {
            generator.writeStartObject();
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                generator.writeFieldName(member.getKey());
                write(generator, member.getValue());
            }
            generator.writeEndObject();
        } else if (node.isArray()) {
            generator.writeStartArray();
            for (JsonNode element : node) {
                write(generator, element);
            }
            generator.writeEndArray();
        } else if (node.isNull()) {
            generator.writeNull();
        } else {
            node.serialize(generator, null);
        }
    }

    static byte[] write(Content content) {
        ByteArrayBuilder bytes = new ByteArrayBuilder(INITIAL_BYTES);
        try (JsonGenerator generator = FACTORY.createGenerator(bytes)) {
            content.writeTo(generator);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** What is to be written. */
    interface Content {
        void writeTo(JsonGenerator generator) throws IOException;
    }
}
