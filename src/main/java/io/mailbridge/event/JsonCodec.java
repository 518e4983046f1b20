package io.mailbridge.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** Reads and writes JSON so that every number comes out as it went in. The one place that configures Jackson. */
public final class JsonCodec {
    private static final int INITIAL_BYTES = 1024;

    /** Twice what the reader accepts, since the common record puts the sender's JSON some levels deeper. */
    private static final int WRITE_DEPTH = 2000;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            // the default pool is per thread, which a virtual thread a request would fill anew each time
            .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
            .streamWriteConstraints(StreamWriteConstraints.builder()
                    .maxNestingDepth(WRITE_DEPTH)
                    .build())
            .enable(StreamReadFeature.USE_FAST_BIG_NUMBER_PARSER)
            .build();

    private static final ObjectMapper MAPPER = JsonMapper.builder(FACTORY)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private JsonCodec() {}

    /** The mapper to parse request bodies with; do not reconfigure it. */
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    /** The tree as UTF-8. */
    public static byte[] write(JsonNode tree) {
        return write(generator -> write(generator, tree));
    }

    /** Jackson's own way asks for a serializer context, which costs more than the small trees that events are. */
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
