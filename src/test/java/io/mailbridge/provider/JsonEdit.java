package io.mailbridge.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One change to a JSON document, small enough that a list of them can be cut down to those that matter.
 *
 * @param place counts the document's nodes, and starts over after the last
 * @param choice among the hostile values
 */
record JsonEdit(Kind kind, int place, int choice) {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** What is done to the node. */
    enum Kind {
        REPLACE,
        DROP,
        DOUBLE,
        GIVE_TO_SIBLING,
        TURN_ROUND,
        WRAP_IN_LIST,
        WRAP_IN_OBJECT,
        TURN_INTO_TEXT
    }

    /** The document after all edits; missing where one dropped all of it. */
    static JsonNode apply(JsonNode document, List<JsonEdit> edits) {
        ArrayNode holder = NODES.arrayNode().add(document.deepCopy());
        for (JsonEdit edit : edits) {
            List<Slot> slots = slots(holder);
            if (!slots.isEmpty()) {
                edit.apply(slots.get(edit.place % slots.size()));
            }
        }
        return holder.isEmpty() ? MissingNode.getInstance() : holder.get(0);
    }

    private void apply(Slot slot) {
        JsonNode node = slot.node();
        switch (kind) {
            case REPLACE -> slot.set(HostileValues.of(choice));
            case DROP -> slot.remove();
            case DOUBLE -> slot.insertBeside(node.deepCopy());
            case GIVE_TO_SIBLING -> slot.giveToSibling(choice);
            case TURN_ROUND -> turnRound(node);
            case WRAP_IN_LIST -> slot.set(NODES.arrayNode().add(node));
            case WRAP_IN_OBJECT -> slot.set(NODES.objectNode().set(slot.name() == null ? "a" : slot.name(), node));
            case TURN_INTO_TEXT -> slot.set(TextNode.valueOf(node.toString()));
        }
    }

    private static void turnRound(JsonNode node) {
        if (node instanceof ArrayNode list) {
            List<JsonNode> elements = new ArrayList<>();
            list.forEach(elements::add);
            Collections.reverse(elements);
            list.removeAll().addAll(elements);
        } else if (node instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            Collections.reverse(names);
            names.forEach(name -> object.set(name, object.remove(name)));
        }
    }

    private static List<Slot> slots(JsonNode parent) {
        List<Slot> slots = new ArrayList<>();
        collect(parent, slots);
        return slots;
    }

    private static void collect(JsonNode parent, List<Slot> slots) {
        if (parent instanceof ObjectNode object) {
            object.fieldNames().forEachRemaining(name -> slots.add(new Slot(object, name, 0)));
        }
        for (int i = 0; parent.isArray() && i < parent.size(); i++) {
            slots.add(new Slot(parent, null, i));
        }
        parent.forEach(child -> collect(child, slots));
    }

    /** The place of a node: a name in an object, or an index in a list. */
    private record Slot(JsonNode parent, String name, int index) {
        JsonNode node() {
            return name == null ? parent.get(index) : parent.get(name);
        }

        void set(JsonNode node) {
            if (name == null) {
                ((ArrayNode) parent).set(index, node);
            } else {
                ((ObjectNode) parent).set(name, node);
            }
        }

        void remove() {
            if (name == null) {
                ((ArrayNode) parent).remove(index);
            } else {
                ((ObjectNode) parent).remove(name);
            }
        }

        void insertBeside(JsonNode node) {
            if (name == null) {
                ((ArrayNode) parent).insert(index, node);
            } else {
                ((ObjectNode) parent).set(name + "_2", node);
            }
        }

        void giveToSibling(int choice) {
            if (parent instanceof ObjectNode object) {
                List<String> names = new ArrayList<>();
                object.fieldNames().forEachRemaining(names::add);
                object.set(names.get(choice % names.size()), node().deepCopy());
            }
        }
    }
}
