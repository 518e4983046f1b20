package io.mailbridge.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mailbridge.signature.FormFields;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Makes the tree of a form: {@code a[b]} is a member of a member, {@code a[]} an element, a repeated name a list. */
final class FormTree {
    static final int MAX_DEPTH = 32;

    private FormTree() {}

    /** @throws UnreadableBody when a name has too many levels */
    static ObjectNode of(List<FormFields.Field> fields) {
        FormNode root = new FormNode();
        for (FormFields.Field field : fields) {
            List<String> names = names(field.name());
            root.member(names.get(0))
                    .put(names.subList(1, names.size()), new String(field.value(), StandardCharsets.UTF_8));
        }
        return root.object();
    }

    /** The names in a name; only itself where its brackets are not closed. */
    private static List<String> names(String name) {
        int open = name.indexOf('[');
        List<String> plain = List.of(name);
        if (open <= 0) {
            return plain;
        }
        List<String> names = new ArrayList<>();
        names.add(name.substring(0, open));
        while (open < name.length()) {
            int close = name.indexOf(']', open);
            if (name.charAt(open) != '[' || close < 0) {
                return plain;
            }
            if (names.size() == MAX_DEPTH) {
                throw new UnreadableBody("The names of a form may have " + MAX_DEPTH + " levels at most.");
            }
            names.add(name.substring(open + 1, close));
            open = close + 1;
        }
        return names;
    }
}
