package io.mailbridge.signature;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Where the code of a signature is: a header, after a prefix, or parts of a header. */
final class SignaturePlace {
    private final String header;
    private final String prefix;
    private final String part;
    private final String separator;
    private final String requiredName;
    private final String requiredValue;
    private final boolean percentEncoded;

    SignaturePlace(Parameters parameters) {
        header = parameters.required("header");
        prefix = parameters.optional("prefix", "");
        part = parameters.optional("signature-part", null);
        separator = parameters.optional("part-separator", ",");
        percentEncoded = parameters.choice("percent-encoded", List.of("false", "true"), Boolean::valueOf);
        String required = parameters.optional("required-part", null);
        int equals = required == null ? -1 : required.indexOf('=');
        if (required != null && equals < 1) {
            throw new InvalidParameter("required-part", "'required-part' is name=value, as in v=1");
        }
        requiredName = required == null ? null : required.substring(0, equals);
        requiredValue = required == null ? null : required.substring(equals + 1);
        for (String key : List.of("timestamp-part", "part-separator", "required-part")) {
            if (part == null && parameters.optional(key, null) != null) {
                throw new InvalidParameter(key, "'" + key + "' goes with 'signature-part'");
            }
        }
    }

    /** The header's parts, null where it has none by the profile. */
    HeaderParts parts(String value) {
        return part == null ? null : new HeaderParts(value, separator);
    }

    /** The header, null where it is missing. */
    String header(SignedRequest request) {
        return request.header(header);
    }

    /** The codes that the sender gave, any of which may be the right one; empty where there is none. */
    List<String> codes(String value, HeaderParts parts) {
        if (parts == null) {
            return code(value);
        }
        if (requiredName != null) {
            List<String> required = parts.all(requiredName);
            if (required.isEmpty() || !required.stream().allMatch(requiredValue::equals)) {
                return List.of();
            }
        }
        return parts.all(part).stream().flatMap(given -> code(given).stream()).toList();
    }

    private List<String> code(String given) {
        if (!given.startsWith(prefix)) {
            return List.of();
        }
        String code = given.substring(prefix.length());
        return List.of(percentEncoded ? decoded(code) : code);
    }

    /** Unlike in a form, a plus sign is one. */
    private static String decoded(String code) {
        byte[] bytes = code.replace("+", "%2B").getBytes(StandardCharsets.UTF_8);
        try {
            return new String(FormFields.decode(bytes, 0, bytes.length), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    Verdict missing() {
        return Verdict.invalid("the header " + header + " is missing" + (part == null ? "" : " or lacks a part"));
    }
}
