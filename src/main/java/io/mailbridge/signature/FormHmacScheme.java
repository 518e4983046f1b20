package io.mailbridge.signature;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * {@code form-hmac}: a code over the configured URL and the form's fields, sorted and decoded, as Mandrill signs. With
 * the platform's published test key it may only say that there are no events.
 */
final class FormHmacScheme implements SignatureScheme.Scheme {
    private static final byte[] EMPTY_ARRAY = bytes("[]");

    private final String header;
    private final String algorithm;
    private final Encoding encoding;
    private final String field;
    private final String testKey;

    FormHmacScheme(Parameters parameters) {
        header = parameters.required("header");
        algorithm = parameters.choice("algorithm", List.of("sha1", "sha256"), Hmac::algorithm);
        encoding = parameters.choice("encoding", List.of("base64", "hex"), Encoding::of);
        field = parameters.required("field");
        testKey = parameters.optional("test-key", null);
    }

    @Override
    public SignatureVerifier verifier(SignatureKeys keys) {
        if (keys.publicUrl() == null || keys.publicUrl().isBlank()) {
            throw new InvalidParameter(
                    "public-url", "the platform signs its URL; give it byte for byte as in the portal");
        }
        byte[] url = bytes(keys.publicUrl());
        Hmac hmac = new Hmac(
                algorithm,
                keys.requiredSecrets().stream().map(FormHmacScheme::bytes).toList());
        Hmac test = new Hmac(algorithm, testKey == null ? List.of() : List.of(bytes(testKey)));
        return request -> {
            String signature = request.header(header);
            if (signature == null) {
                return Verdict.invalid("the header " + header + " is missing");
            }
            byte[] code = encoding.decodeOrNone(signature);
            List<FormFields.Field> fields = FormFields.sorted(request.body());
            byte[][] signed = signed(url, fields);
            boolean valid = hmac.matches(code, signed) || isEmpty(fields) && test.matches(code, signed);
            return valid ? Verdict.VALID : Verdict.WRONG_SIGNATURE;
        };
    }

    private static byte[][] signed(byte[] url, List<FormFields.Field> fields) {
        List<byte[]> parts = new ArrayList<>();
        parts.add(url);
        for (FormFields.Field field : fields) {
            parts.add(bytes(field.name()));
            parts.add(field.value());
        }
        return parts.toArray(byte[][]::new);
    }

    private boolean isEmpty(List<FormFields.Field> fields) {
        return fields.size() == 1
                && fields.get(0).name().equals(field)
                && Arrays.equals(fields.get(0).value(), EMPTY_ARRAY);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
