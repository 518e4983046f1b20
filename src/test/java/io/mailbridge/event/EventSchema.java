package io.mailbridge.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes events as the bridge does and checks them against the published schema. */
public final class EventSchema {
    private static final EventWriter WRITER = new EventWriter();
    private static final JsonSchema SCHEMA = load();

    private EventSchema() {}

    /** The record of the event, after it was checked against the schema. */
    public static JsonNode written(EmailEvent event) {
        try {
            JsonNode written = JsonCodec.mapper().readTree(WRITER.write(event));
            check(written);
            return written;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fails with what the schema says against the record's value. */
    public static void check(JsonNode value) {
        assertThat(SCHEMA.validate(value)).as(value.toString()).isEmpty();
    }

    static JsonSchema load() {
        try {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(JsonCodec.mapper().readTree(Files.readAllBytes(Path.of("docs/event.schema.json"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
