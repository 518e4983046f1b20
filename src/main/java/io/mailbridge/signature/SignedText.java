package io.mailbridge.signature;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a platform signs: a template of texts, the body and values of the request, in the platform's order. */
final class SignedText {
    private static final String BODY = "{body}";
    private static final String TIMESTAMP = "{timestamp}";
    private static final String METHOD = "{method}";
    private static final String URL = "{url}";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");
    private static final Pattern HEADER = Pattern.compile("\\{header:([A-Za-z0-9_-]+)}");
    private static final Pattern FIELD = Pattern.compile("\\{field:([^{}]+)}");
    private static final String ALLOWED =
            "'signed' holds texts, {body}, {timestamp}, {header:NAME}, {field:NAME}, {method} and {url}: v0:{timestamp}:{body}";

    private final List<Part> parts = new ArrayList<>();
    private final boolean holdsTimestamp;
    private final boolean holdsUrl;
    private final String field;
    private final boolean holdsBody;

    private SignedText(String template) {
        Matcher placeholder = PLACEHOLDER.matcher(template);
        int from = 0;
        String lastField = null;
        boolean varies = false;
        while (placeholder.find()) {
            addText(template.substring(from, placeholder.start()));
            String name = placeholder.group();
            Matcher namedField = FIELD.matcher(name);
            lastField = namedField.matches() ? namedField.group(1) : lastField;
            varies |= !name.equals(METHOD) && !name.equals(URL);
            parts.add(part(name));
            from = placeholder.end();
        }
        addText(template.substring(from));
        if (!varies) {
            throw new InvalidParameter("signed", "'signed' is the same for all requests; " + ALLOWED);
        }
        holdsBody = template.contains(BODY);
        holdsTimestamp = template.contains(TIMESTAMP);
        holdsUrl = template.contains(URL);
        field = lastField;
    }

    /** Of the parameter {@code signed}; the body alone where it is missing. */
    static SignedText of(Parameters parameters) {
        return new SignedText(parameters.optional("signed", BODY));
    }

    private void addText(String text) {
        if (text.indexOf('{') >= 0 || text.indexOf('}') >= 0) {
            throw new InvalidParameter("signed", ALLOWED);
        }
        if (!text.isEmpty()) {
            byte[] bytes = bytes(text);
            parts.add(new Part(null, (request, timestamp, url) -> bytes));
        }
    }

    private static Part part(String placeholder) {
        switch (placeholder) {
            case BODY:
                return new Part(null, (request, timestamp, url) -> request.body());
            case TIMESTAMP:
                return new Part("timestamp", (request, timestamp, url) -> bytes(timestamp));
            case METHOD:
                return new Part(null, (request, timestamp, url) -> bytes(request.method()));
            case URL:
                return new Part(null, (request, timestamp, url) -> url);
            default:
        }
        Matcher header = HEADER.matcher(placeholder);
        if (header.matches()) {
            String name = header.group(1);
            return new Part("header " + name, (request, timestamp, url) -> bytes(request.header(name)));
        }
        Matcher field = FIELD.matcher(placeholder);
        if (field.matches()) {
            String name = field.group(1);
            return new Part("field " + name, (request, timestamp, url) -> FormFields.onlyOrJson(request.body(), name));
        }
        throw new InvalidParameter("signed", "'" + placeholder + "' is not known; " + ALLOWED);
    }

    boolean holdsTimestamp() {
        return holdsTimestamp;
    }

    /** Whether the event is signed; where it is not, what is signed would go with any event. */
    boolean coversEvent() {
        return holdsBody || field != null;
    }

    /** The JSON that is signed: the body, or what a field of a form holds; null where there is none. */
    byte[] json(SignedRequest request) {
        return holdsBody || field == null ? request.body() : FormFields.onlyOrJson(request.body(), field);
    }

    /**
     * The URL as the template needs it, null where it holds none.
     *
     * @throws InvalidParameter where the source has none
     */
    byte[] url(SignatureKeys keys) {
        if (!holdsUrl) {
            return null;
        }
        if (keys.publicUrl() == null || keys.publicUrl().isBlank()) {
            throw new InvalidParameter(
                    "public-url", "the platform signs its URL; give it byte for byte as in the portal");
        }
        return bytes(keys.publicUrl());
    }

    /** The bytes that are signed, in a row; null where the request lacks some, see {@link #missing}. */
    byte[][] of(SignedRequest request, String timestamp, byte[] url) {
        byte[][] bytes = new byte[parts.size()][];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = parts.get(i).value().of(request, timestamp, url);
            if (bytes[i] == null) {
                return null;
            }
        }
        return bytes;
    }

    /** Why {@link #of} gave null. */
    Verdict missing(SignedRequest request, String timestamp, byte[] url) {
        for (Part part : parts) {
            if (part.value().of(request, timestamp, url) == null) {
                return Verdict.invalid("the " + part.name() + ", which is signed, is missing or there twice");
            }
        }
        return Verdict.WRONG_SIGNATURE;
    }

    private static byte[] bytes(String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    private record Part(String name, Value value) {}

    private interface Value {
        byte[] of(SignedRequest request, String timestamp, byte[] url);
    }
}
