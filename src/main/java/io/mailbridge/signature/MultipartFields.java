package io.mailbridge.signature;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The fields of a multipart/form-data body (RFC 7578), in order. Its first line names the boundary, so no header is needed; of a
 * file only the name is taken. Linear in its length.
 */
public final class MultipartFields {
    private static final int LONGEST_BOUNDARY = 72;
    private static final int LONGEST_HEAD = 4096;
    private static final Pattern DISPOSITION =
            Pattern.compile("(?im)^content-disposition:[ \\t]*form-data[ \\t]*;(.*)$");
    private static final Pattern NAME = parameter("name");
    private static final Pattern FILE_NAME = parameter("filename");

    private final byte[] body;
    /** What precedes each part but the first. */
    private final byte[] delimiter;

    private int at;

    private MultipartFields(byte[] body, byte[] delimiter, int at) {
        this.body = body;
        this.delimiter = delimiter;
        this.at = at;
    }

    private static Pattern parameter(String name) {
        return Pattern.compile("(?i)(?:^|[;\\s])" + name + "=(?:\"([^\"]*)\"|([^\";\\s]+))");
    }

    /** Whether the body can be nothing else. */
    public static boolean isMultipart(byte[] body) {
        return body.length > 2 && body[0] == '-' && body[1] == '-';
    }

    /** @throws IllegalArgumentException when the body is not written like this, or has very many fields */
    public static List<FormFields.Field> of(byte[] body) {
        int end = 2;
        while (end < body.length && body[end] != '\r' && body[end] != '\n') {
            end++;
        }
        if (!isMultipart(body) || end == 2 || end > LONGEST_BOUNDARY) {
            throw new IllegalArgumentException("a multipart body begins with its boundary");
        }
        byte[] delimiter = new byte[end + 1];
        delimiter[0] = '\n';
        System.arraycopy(body, 0, delimiter, 1, end);
        return new MultipartFields(body, delimiter, end).fields();
    }

    private List<FormFields.Field> fields() {
        List<FormFields.Field> fields = new ArrayList<>();
        while (!isEnd()) {
            if (fields.size() == FormFields.MOST) {
                throw new IllegalArgumentException("a form of more than " + FormFields.MOST + " fields");
            }
            fields.add(field());
        }
        return fields;
    }

    /** Two hyphens after a boundary; without them the body has been cut off. */
    private boolean isEnd() {
        if (at + 1 >= body.length) {
            throw new IllegalArgumentException("a multipart body without an end");
        }
        return body[at] == '-' && body[at + 1] == '-';
    }

    private FormFields.Field field() {
        int head = skipLineEnd(at);
        int headEnd = endOfHead(head);
        String text = new String(body, head, headEnd - head, StandardCharsets.UTF_8);
        int from = skipLineEnd(skipLineEnd(headEnd));
        int next = find(from);
        int end = next > from && body[next - 1] == '\r' ? next - 1 : next;
        at = next + delimiter.length;
        Matcher disposition = DISPOSITION.matcher(text);
        String parameters = disposition.find() ? disposition.group(1) : "";
        String name = value(NAME, parameters);
        if (name == null) {
            throw new IllegalArgumentException("a part without a name");
        }
        String file = value(FILE_NAME, parameters);
        byte[] value = file == null
                ? Arrays.copyOfRange(body, from, Math.max(from, end))
                : file.getBytes(StandardCharsets.UTF_8);
        return new FormFields.Field(name, value);
    }

    private int skipLineEnd(int position) {
        int after = position < body.length && body[position] == '\r' ? position + 1 : position;
        if (after >= body.length || body[after] != '\n') {
            throw new IllegalArgumentException("a line of a multipart body without an end");
        }
        return after + 1;
    }

    /** Where the line end of the last header is; a part has one at least. */
    private int endOfHead(int from) {
        int last = Math.min(body.length, from + LONGEST_HEAD);
        for (int i = from; i < last; i++) {
            boolean isLineEnd = body[i] == '\n';
            if (isLineEnd && i + 1 < body.length && (body[i + 1] == '\n' || body[i + 1] == '\r')) {
                return i > from && body[i - 1] == '\r' ? i - 1 : i;
            }
        }
        throw new IllegalArgumentException("a part without an end of its headers");
    }

    /** Where the next delimiter is; the line end of the headers may be part of it where a part is empty. */
    private int find(int from) {
        for (int i = from - 1; i <= body.length - delimiter.length; i++) {
            if (body[i] == '\n' && Arrays.equals(body, i, i + delimiter.length, delimiter, 0, delimiter.length)) {
                return i;
            }
        }
        throw new IllegalArgumentException("a multipart body without an end");
    }

    private static String value(Pattern parameter, String parameters) {
        Matcher found = parameter.matcher(parameters);
        if (!found.find()) {
            return null;
        }
        String value = found.group(1) == null ? found.group(2) : found.group(1);
        // as browsers write them in a name
        return value.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n");
    }
}
