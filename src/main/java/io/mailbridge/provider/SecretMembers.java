package io.mailbridge.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Members that are never published, such as a key in the body. They are taken out before anything else reads the event. */
record SecretMembers(List<Path> paths) {

    /** @throws IllegalArgumentException when one of them cannot be taken out */
    SecretMembers {
        for (Path path : paths) {
            boolean isMember = path.isInEvent() || path.isIn("$envelope");
            if (!isMember || path.picks() || path.isFiltered() || path.names().isEmpty()) {
                throw new IllegalArgumentException(
                        "'" + path
                                + "' is no member that can be taken out: names in the event or in $envelope, without index and filter");
            }
        }
    }

    boolean isEmpty() {
        return paths.isEmpty();
    }

    /** @param element of the body: it may be the event, or what is around it */
    void removeFromElement(JsonNode element) {
        for (Path path : paths) {
            remove(element, path.names());
        }
    }

    void removeFromEvent(JsonNode event) {
        for (Path path : paths) {
            if (path.isInEvent()) {
                remove(event, path.names());
            }
        }
    }

    private static void remove(JsonNode node, List<String> names) {
        String name = names.get(0);
        List<String> rest = names.subList(1, names.size());
        if (name == null) {
            removeEach(node, rest);
        } else if (!rest.isEmpty() && node.has(name)) {
            remove(node.get(name), rest);
        } else if (node instanceof ObjectNode object) {
            object.remove(name);
        }
    }

    private static void removeEach(JsonNode node, List<String> rest) {
        if (rest.isEmpty() && node instanceof ContainerNode<?> container) {
            container.removeAll();
        }
        for (JsonNode child : node) {
            remove(child, rest);
        }
    }
}
