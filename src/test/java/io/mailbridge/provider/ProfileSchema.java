package io.mailbridge.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.mailbridge.event.JsonCodec;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** What editors see of a profile, beside what the bridge makes of it. */
final class ProfileSchema {
    static final Path FILE = Path.of("docs/profile.schema.json");
    private static final JsonNode TEXT = parse(FILE);
    private static final JsonSchema SCHEMA =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(TEXT);

    private ProfileSchema() {}

    /** A profile as an editor reads it: numbers and booleans are no texts. */
    static JsonNode tree(String yaml) {
        LoadSettings settings =
                LoadSettings.builder().setSchema(new CoreSchema()).build();
        return JsonCodec.mapper().valueToTree(new Load(settings).loadFromString(yaml));
    }

    static Set<ValidationMessage> complaints(JsonNode profile) {
        return SCHEMA.validate(profile);
    }

    /** Why the reader refuses the profile, or null. */
    static String refusal(JsonNode profile) {
        return refusal(profile.toString());
    }

    static String refusal(String yaml) {
        try {
            ProfileReader.read("p", YamlSection.parse("p.yaml", new StringReader(yaml)));
            return null;
        } catch (InvalidProfile e) {
            return e.reason();
        }
    }

    /** Every key that the schema names, anywhere. */
    static Set<String> keys() {
        Set<String> keys = new TreeSet<>();
        JsonPlaces.ofObjects(TEXT).stream()
                .filter(place -> place.toString().endsWith("/properties"))
                .forEach(place -> TEXT.at(place).fieldNames().forEachRemaining(keys::add));
        return keys;
    }

    private static JsonNode parse(Path file) {
        try {
            return JsonCodec.mapper().readTree(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
