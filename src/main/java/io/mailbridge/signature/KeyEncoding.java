package io.mailbridge.signature;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** How the bytes of a key are written in a platform's portal. */
enum KeyEncoding {
    TEXT,
    BASE64,
    /** Where a platform does not say how its key is encoded, it is tried both ways. */
    TEXT_OR_BASE64,
    HEX;

    static KeyEncoding of(Parameters parameters) {
        return parameters.choice(
                "key",
                List.of("text", "base64", "text-or-base64", "hex"),
                name -> valueOf(name.toUpperCase(java.util.Locale.ROOT).replace('-', '_')));
    }

    /** @throws InvalidParameter where a secret is not encoded like this; never names it */
    List<byte[]> decoded(List<String> secrets) {
        List<byte[]> keys = new ArrayList<>();
        for (String secret : secrets) {
            if (this == TEXT || this == TEXT_OR_BASE64) {
                keys.add(secret.getBytes(StandardCharsets.UTF_8));
            }
            if (this != TEXT) {
                addDecoded(keys, secret);
            }
        }
        return keys;
    }

    private void addDecoded(List<byte[]> keys, String secret) {
        try {
            byte[] key = this == HEX
                    ? HexFormat.of().parseHex(secret)
                    : Base64.getDecoder().decode(secret);
            if (key.length > 0) {
                keys.add(key);
            }
        } catch (IllegalArgumentException e) {
            if (this != TEXT_OR_BASE64) {
                throw new InvalidParameter(
                        "secret", "the platform's key is " + name().toLowerCase(java.util.Locale.ROOT));
            }
        }
    }
}
