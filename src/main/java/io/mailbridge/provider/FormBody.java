package io.mailbridge.provider;

import io.mailbridge.signature.FormFields;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds one field of an {@code application/x-www-form-urlencoded} body. By hand: the value may have several megabytes,
 * and a decoder for whole forms would hold it four times.
 */
final class FormBody {
    private FormBody() {}

    /**
     * The decoded value. A body that is already JSON is returned as it is: a stored request may be one.
     *
     * @throws UnreadableBody when there is no such field, or it is not encoded as forms are
     */
    static byte[] field(byte[] body, String name) {
        if (body.length > 0 && (body[0] == '[' || body[0] == '{')) {
            return body;
        }
        byte[] wanted = (name + "=").getBytes(StandardCharsets.US_ASCII);
        int from = 0;
        while (from < body.length) {
            int end = endOfField(body, from);
            if (startsWith(body, from, end, wanted)) {
                return decode(body, from + wanted.length, end, name);
            }
            from = end + 1;
        }
        throw new UnreadableBody("The body has to be a form with the field '" + name + "'.");
    }

    /** A form with this field and no other. */
    static byte[] of(String name, byte[] value) {
        String encoded = URLEncoder.encode(new String(value, StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        return (name + '=' + encoded).getBytes(StandardCharsets.US_ASCII);
    }

    private static int endOfField(byte[] body, int from) {
        int end = from;
        while (end < body.length && body[end] != '&') {
            end++;
        }
        return end;
    }

    private static boolean startsWith(byte[] body, int from, int end, byte[] prefix) {
        return end - from >= prefix.length && Arrays.equals(body, from, from + prefix.length, prefix, 0, prefix.length);
    }

    private static byte[] decode(byte[] body, int from, int end, String name) {
        try {
            return FormFields.decode(body, from, end);
        } catch (IllegalArgumentException e) {
            throw new UnreadableBody("The field '" + name + "' of the form is not encoded correctly.");
        }
    }
}
