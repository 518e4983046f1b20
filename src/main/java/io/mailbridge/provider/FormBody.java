package io.mailbridge.provider;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailbridge.event.JsonCodec;
import io.mailbridge.signature.FormFields;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the JSON of a body that may be a form: what one field holds, or the form itself as a tree. The field by hand: its
 * value may have several megabytes, and a decoder for whole forms would hold it four times.
 *
 * @param field the field that holds JSON, null where none does
 * @param isEvent whether a form, where it has no such field, is itself the event
 */
record FormBody(String field, boolean isEvent) {
    /** Bytes in UTF-8, each as a percent sign with two digits. */
    private static final int LONGEST_ENCODED = 3 * 3;

    private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";

    /**
     * A body that is already JSON is returned as it is: the same platform may post either, and a stored request may be one.
     *
     * @throws UnreadableBody when it is neither JSON nor a form as the platform sends it
     */
    byte[] json(byte[] body) {
        if (isJson(body)) {
            return body;
        }
        byte[] json = field == null ? null : FormFields.isMultipart(body) ? part(body) : value(body);
        if (json != null) {
            return json;
        }
        if (!isEvent) {
            throw new UnreadableBody("The body has to be a form with the field '" + field + "'.");
        }
        return JsonCodec.write(tree(body));
    }

    /** Whether a body is a form, for which this makes a tree. */
    boolean makesTree(byte[] body) {
        return isEvent && !isJson(body);
    }

    /** The form itself. */
    JsonNode tree(byte[] body) {
        return FormTree.of(fields(body));
    }

    /** A body with this JSON, which {@link #json} finds in it. */
    byte[] of(byte[] json) {
        return isEvent ? json : of(field, json);
    }

    /** Whether it is JSON by its first character, or nothing at all. */
    static boolean isJson(byte[] body) {
        int at = 0;
        while (at < body.length && (body[at] <= ' ' && body[at] >= 0 || isByteOrderMark(body, at))) {
            at++;
        }
        return at == body.length || body[at] == '[' || body[at] == '{';
    }

    /** Whether it has a name with a value; anything may pass for a form otherwise. */
    static boolean hasFields(byte[] body) {
        return next(body, '=', 0, body.length) < body.length;
    }

    private static boolean isByteOrderMark(byte[] body, int at) {
        return at < BYTE_ORDER_MARK.length() && body[at] == (byte) BYTE_ORDER_MARK.charAt(at);
    }

    private static List<FormFields.Field> fields(byte[] body) {
        int end = body.length;
        // a line end is an editor's: forms encode theirs
        while (end > 0 && (body[end - 1] == '\n' || body[end - 1] == '\r')) {
            end--;
        }
        if (!hasFields(body)) {
            throw new UnreadableBody("The body has to be JSON or a form.");
        }
        try {
            return FormFields.of(end == body.length ? body : Arrays.copyOf(body, end));
        } catch (IllegalArgumentException e) {
            throw new UnreadableBody("The form cannot be read: " + e.getMessage() + ".");
        }
    }

    private byte[] part(byte[] body) {
        byte[] value = null;
        for (FormFields.Field part : fields(body)) {
            if (part.name().equals(field)) {
                refuseSecond(value);
                value = part.value();
            }
        }
        return value;
    }

    private void refuseSecond(byte[] first) {
        if (first != null) {
            throw new UnreadableBody("The form has the field '" + field + "' more than once.");
        }
    }

    /** What the field holds, decoded, or null where the form does not have it. */
    private byte[] value(byte[] body) {
        byte[] wanted = field.getBytes(StandardCharsets.UTF_8);
        byte[] value = null;
        int from = 0;
        while (from < body.length) {
            int end = next(body, '&', from, body.length);
            int equals = next(body, '=', from, end);
            if (equals < end && Arrays.equals(name(body, from, equals), wanted)) {
                refuseSecond(value);
                value = decode(body, equals + 1, end);
            }
            from = end + 1;
        }
        return value;
    }

    /** Decoded, since what verified a signature has decoded it; empty for one that is too long to be the field's. */
    private byte[] name(byte[] body, int from, int end) {
        return end - from > LONGEST_ENCODED * field.length() ? new byte[0] : decode(body, from, end);
    }

    private byte[] decode(byte[] body, int from, int end) {
        try {
            return FormFields.decode(body, from, end);
        } catch (IllegalArgumentException e) {
            throw new UnreadableBody("The field '" + field + "' of the form is not encoded correctly.");
        }
    }

    private static byte[] of(String name, byte[] value) {
        String encoded = URLEncoder.encode(new String(value, StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        return (name + '=' + encoded).getBytes(StandardCharsets.US_ASCII);
    }

    private static int next(byte[] body, char wanted, int from, int end) {
        int at = from;
        while (at < end && body[at] != wanted) {
            at++;
        }
        return at;
    }
}
