package io.mailbridge.provider;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A valid profile, and which places of it tests change.
 *
 * @param changed has these places; the rest of the profile is that of another example
 */
record ProfileExample(String name, JsonNode profile, JsonNode changed) {
    private static final Path FOLDER = Path.of("src/test/resources/schema");

    /** One with nearly every key, and a small one for each row of parts.yaml. */
    static List<ProfileExample> all() {
        JsonNode complete = read("complete.yaml");
        List<ProfileExample> examples = new ArrayList<>();
        examples.add(new ProfileExample("complete", complete, complete));
        for (JsonNode part : read("parts.yaml")) {
            ObjectNode profile = (ObjectNode) read("small.yaml");
            profile.setAll((ObjectNode) part);
            examples.add(new ProfileExample("part " + examples.size(), profile, part));
        }
        return examples;
    }

    List<JsonPointer> places() {
        return JsonPlaces.all(changed);
    }

    List<JsonPointer> objects() {
        List<JsonPointer> objects = new ArrayList<>(JsonPlaces.ofObjects(changed));
        if (changed != profile) {
            objects.remove(JsonPointer.empty());
        }
        return objects;
    }

    private static JsonNode read(String file) {
        try {
            return ProfileSchema.tree(Files.readString(FOLDER.resolve(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
