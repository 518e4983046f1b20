package io.mailbridge.signature;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Message authentication codes with several keys: while one is rotated the sender may use any of them. */
final class Hmac {
    private final String algorithm;
    private final List<SecretKeySpec> keys = new ArrayList<>();

    /** @param algorithm as Java names it: HmacSHA256 */
    Hmac(String algorithm, List<byte[]> keys) {
        this.algorithm = algorithm;
        keys.forEach(key -> this.keys.add(new SecretKeySpec(key, algorithm)));
    }

    /** Java's name for a profile's sha1 or sha256. */
    static String algorithm(String digest) {
        return digest.equals("sha1") ? "HmacSHA1" : "HmacSHA256";
    }

    /** Whether one of the keys gives this code for the parts in a row; takes equally long for each. */
    boolean matches(byte[] code, byte[]... parts) {
        return matchesAny(List.of(code), parts);
    }

    /** Whether one of the keys gives one of the codes; many codes cost no more than one. */
    boolean matchesAny(List<byte[]> codes, byte[]... parts) {
        boolean match = false;
        for (SecretKeySpec key : keys) {
            byte[] right = code(key, parts);
            for (byte[] code : codes) {
                match |= MessageDigest.isEqual(code, right);
            }
        }
        return match;
    }

    private byte[] code(SecretKeySpec key, byte[]... parts) {
        try {
            // one for each call: request threads are virtual, and too many to keep one for each
            Mac mac = Mac.getInstance(algorithm);
            mac.init(key);
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("SecretKeySpec takes any key that is not empty", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + algorithm, e);
        }
    }
}
