package io.mailbridge.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What Helm makes of the chart and some values. */
record Rendered(List<JsonNode> objects) {
    static Rendered of(String yaml) {
        return new Rendered(Yaml.all(yaml));
    }

    List<JsonNode> all(String kind) {
        return objects.stream().filter(object -> kind(object).equals(kind)).toList();
    }

    /** The only one of its kind. */
    JsonNode one(String kind) {
        List<JsonNode> all = all(kind);
        if (all.size() != 1) {
            throw new AssertionError(all.size() + " of " + kind + " in " + names());
        }
        return all.get(0);
    }

    /** One of several of its kind, by the end of its name. */
    JsonNode named(String kind, String ending) {
        return all(kind).stream()
                .filter(object -> name(object).endsWith(ending))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind + " *" + ending + " in " + names()));
    }

    List<String> names() {
        return objects.stream().map(object -> kind(object) + "/" + name(object)).toList();
    }

    /** Specifications of all pods, those of the tests included. */
    List<JsonNode> podSpecs() {
        return Stream.concat(
                        all("Deployment").stream().map(object -> object.at("/spec/template/spec")),
                        all("Pod").stream().map(object -> object.get("spec")))
                .toList();
    }

    List<JsonNode> containers() {
        List<JsonNode> containers = new ArrayList<>();
        for (JsonNode pod : podSpecs()) {
            pod.path("initContainers").forEach(containers::add);
            pod.path("containers").forEach(containers::add);
        }
        return containers;
    }

    /** That of the bridge. */
    JsonNode container() {
        return one("Deployment").at("/spec/template/spec/containers/0");
    }

    static String kind(JsonNode object) {
        return object.path("kind").asText();
    }

    static String name(JsonNode object) {
        return object.at("/metadata/name").asText();
    }
}
