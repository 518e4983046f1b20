package io.mailbridge.support;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Message authentication codes as platforms make them; texts are UTF-8. */
public final class Macs {
    private Macs() {}

    /** @param algorithm as HmacSHA256 */
    public static byte[] of(String algorithm, byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String hex(String algorithm, String key, String text) {
        return HexFormat.of().formatHex(of(algorithm, key.getBytes(StandardCharsets.UTF_8), text));
    }

    public static String base64(String algorithm, String key, String text) {
        return Base64.getEncoder().encodeToString(of(algorithm, key.getBytes(StandardCharsets.UTF_8), text));
    }
}
