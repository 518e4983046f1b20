package io.mailbridge.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a form has under one name: values, members, or both. Nothing is lost, whatever a sender puts together. */
final class FormNode {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    /** More fields than a form may have. */
    private static final int INDEX_DIGITS = 6;

    private final List<String> values = new ArrayList<>(0);
    private final Map<String, FormNode> members = new LinkedHashMap<>(4);
    /** The index that the next {@code []} gets. */
    private int next;

    /** @param names of members in one another; a blank one, from {@code []}, is the next of a list */
    void put(List<String> names, String value) {
        if (names.isEmpty()) {
            values.add(value);
            return;
        }
        List<String> rest = names.subList(1, names.size());
        String name = names.get(0).isEmpty() ? Integer.toString(next(rest)) : names.get(0);
        member(name).put(rest, value);
    }

    FormNode member(String name) {
        next = Math.max(next, index(name) + 1);
        return members.computeIfAbsent(name, any -> new FormNode());
    }

    /** Members of one element follow one another, as in {@code a[][b]=1&a[][c]=2}: one that is there begins another. */
    private int next(List<String> rest) {
        FormNode last = members.get(Integer.toString(next - 1));
        boolean belongsToLast = !rest.isEmpty() && last != null && last.values.isEmpty() && !last.has(rest);
        return belongsToLast ? next - 1 : next;
    }

    private boolean has(List<String> names) {
        FormNode node = this;
        for (String name : names) {
            node = node.members.get(name);
            if (node == null) {
                return false;
            }
        }
        return true;
    }

    JsonNode json() {
        if (members.isEmpty()) {
            return values.size() == 1 ? TextNode.valueOf(values.get(0)) : texts();
        }
        JsonNode inner = isList() ? list() : object();
        return values.isEmpty() ? inner : texts().add(inner);
    }

    ObjectNode object() {
        ObjectNode object = NODES.objectNode();
        members.forEach((name, member) -> object.set(name, member.json()));
        return object;
    }

    private ArrayNode list() {
        ArrayNode list = NODES.arrayNode(members.size());
        for (int i = 0; i < members.size(); i++) {
            list.add(members.get(Integer.toString(i)).json());
        }
        return list;
    }

    private ArrayNode texts() {
        ArrayNode list = NODES.arrayNode(values.size() + 1);
        values.forEach(list::add);
        return list;
    }

    /** Numbers with gaps are names, such as ids; as a list they would be lost. */
    private boolean isList() {
        return next == members.size() && members.keySet().stream().allMatch(name -> index(name) >= 0);
    }

    /** -1 where it is a name. */
    private static int index(String name) {
        boolean isNumber = !name.isEmpty()
                && name.length() <= INDEX_DIGITS
                && (name.charAt(0) != '0' || name.length() == 1)
                && name.chars().allMatch(digit -> digit >= '0' && digit <= '9');
        return isNumber ? Integer.parseInt(name) : -1;
    }
}
