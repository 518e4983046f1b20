package io.mailbridge.signature;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Message authentication codes with several keys, any of which may be the sender's while one is rotated. */
final class Hmac {
    private final String algorithm;
    private final List<SecretKeySpec> keys = new ArrayList<>();

    /** @param algorithm as Java names it: HmacSHA256 */
    Hmac(String algorithm, List<byte[]> keys) {
        this.algorithm = algorithm;
        keys.forEach(key -> this.keys.add(new SecretKeySpec(key, algorithm)));
    }

    /** The name that Java has for a profile's sha1 or sha256. */
    static String algorithm(String digest) {
        return digest.equals("sha1") ? "HmacSHA1" : "HmacSHA256";
    }

    /** Whether one of the keys gives this code for the parts in a row; takes as long whichever it is. */
    boolean matches(byte[] code, byte[]... parts) {
        boolean match = false;
        for (SecretKeySpec key : keys) {
            match |= MessageDigest.isEqual(code, code(key, parts));
        }
        return match;
    }

    private byte[] code(SecretKeySpec key, byte[]... parts) {
        try {
            // one a call: request threads are virtual and too many to keep one for each
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
