package io.mailbridge.signature;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The fields of a form, urlencoded or multipart, decoded to bytes. Linear in its length. */
public final class FormFields {
    /** More than any platform sends. */
    public static final int MOST = 1000;

    private FormFields() {}

    /** @throws IllegalArgumentException when the body is not encoded like this, or has very many fields */
    static List<Field> sorted(byte[] body) {
        List<Field> fields = of(body);
        fields.sort(Comparator.comparing(Field::name));
        return fields;
    }

    /**
     * What a field holds, or the body where that is JSON instead of a form. Null where the field is missing, there twice or
     * written with percent signs in its name, and where a body might be read as something else than a form.
     */
    static byte[] onlyOrJson(byte[] body, String name) {
        int first = 0;
        while (first < body.length && body[first] <= ' ') {
            first++;
        }
        if (first == body.length || body[first] == '-') {
            return null;
        }
        if (body[first] == '{' || body[first] == '[') {
            return first == 0 ? body : null;
        }
        byte[] found = null;
        for (Field field : of(body)) {
            if (field.name().equals(name)) {
                if (found != null) {
                    return null;
                }
                found = field.value();
            }
        }
        String start = new String(body, StandardCharsets.ISO_8859_1);
        boolean isPlain = start.startsWith(name + "=") || start.contains("&" + name + "=");
        return isPlain ? found : null;
    }

    /**
     * In the order of the body. One that begins with {@code --} is multipart, whatever its content type: stored requests
     * have none. Of a file it is the name.
     *
     * @throws IllegalArgumentException when the body is not encoded like this, or has very many fields
     */
    public static List<Field> of(byte[] body) {
        List<Field> fields = new ArrayList<>();
        if (Multipart.begins(body)) {
            Multipart.read(body, (name, value) -> {
                fields.add(new Field(name, value));
                limit(fields);
            });
            return fields;
        }
        int from = 0;
        while (from < body.length) {
            int end = next(body, '&', from, body.length);
            if (end > from) {
                int equals = next(body, '=', from, end);
                fields.add(new Field(
                        new String(decode(body, from, equals), StandardCharsets.UTF_8),
                        decode(body, Math.min(equals + 1, end), end)));
            }
            limit(fields);
            from = end + 1;
        }
        return fields;
    }

    private static void limit(List<Field> fields) {
        if (fields.size() > MOST) {
            throw new IllegalArgumentException("a form of more than " + MOST + " fields");
        }
    }

    /** Whether {@link #of} takes the body for multipart. */
    public static boolean isMultipart(byte[] body) {
        return Multipart.begins(body);
    }

    private static int next(byte[] body, char wanted, int from, int end) {
        int at = from;
        while (at < end && body[at] != wanted) {
            at++;
        }
        return at;
    }

    /**
     * Decodes one value.
     *
     * @throws IllegalArgumentException when two hexadecimal digits are missing after a percent sign
     */
    public static byte[] decode(byte[] body, int from, int end) {
        ByteArrayOutputStream value = new ByteArrayOutputStream(end - from);
        for (int i = from; i < end; i++) {
            if (body[i] == '%') {
                int high = i + 2 < end ? Character.digit(body[i + 1], 16) : -1;
                int low = i + 2 < end ? Character.digit(body[i + 2], 16) : -1;
                if (high < 0 || low < 0) {
                    throw new IllegalArgumentException("a percent sign without two hexadecimal digits");
                }
                value.write(high << 4 | low);
                i += 2;
            } else {
                value.write(body[i] == '+' ? ' ' : body[i]);
            }
        }
        return value.toByteArray();
    }

    /** One field; several may have the same name. */
    public record Field(String name, byte[] value) {}
}
