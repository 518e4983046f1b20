package io.mailbridge.refused;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mailbridge.event.JsonCodec;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where in a payload the reason is, as far as that can be said.
 *
 * @param pointer of JSON (RFC 6901) to what is wrong or missing; null where it is no JSON
 * @param line where it is no JSON any more; 0 otherwise
 */
public record Place(String pointer, int line, int column) {
    /** A path of a profile, as the details name it: data.event, or the first of several. */
    private static final Pattern PATH = Pattern.compile("(?:no text in|no event in|text in) ([\\w.\\-]+)");

    private static final Pattern MEMBER = Pattern.compile("^The event's ((?:[\\w]+)(?:'s [\\w]+)*)");

    /**
     * Null where nothing is known of it.
     *
     * @param shown its value as it is looked at; where addresses are masked, columns differ
     */
    public static Place of(Refused refused, byte[] shown) {
        return refused.rejection() == null ? null : of(refused.rejection(), refused.detail(), shown);
    }

    /** @param detail the sentence that belongs to the reason, or null */
    static Place of(String reason, String detail, byte[] shown) {
        return switch (reason) {
            case "not_json", "too_complex" -> unreadable(shown);
            case "unexpected_body", "not_an_object" -> new Place("", 0, 0);
            default -> named(String.valueOf(detail));
        };
    }

    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("pointer", pointer);
        return line > 0
                ? json.put("line", line).put("column", column)
                : json.putNull("line").putNull("column");
    }

    private static Place unreadable(byte[] value) {
        try {
            JsonCodec.mapper().readTree(value);
            return null;
        } catch (JacksonException e) {
            JsonLocation at = e.getLocation();
            return at == null ? null : new Place(null, at.getLineNr(), at.getColumnNr());
        } catch (IOException e) {
            return null;
        }
    }

    private static Place named(String detail) {
        Matcher path = PATH.matcher(detail);
        if (path.find()) {
            return new Place("/" + path.group(1).replaceFirst("\\.$", "").replace('.', '/'), 0, 0);
        }
        Matcher member = MEMBER.matcher(detail);
        return member.find() ? new Place("/" + member.group(1).replace("'s ", "/"), 0, 0) : null;
    }
}
