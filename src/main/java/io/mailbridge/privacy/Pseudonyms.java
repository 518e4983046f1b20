package io.mailbridge.privacy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Gives an address its pseudonym: the same for the same address, in whatever case it is written. */
public final class Pseudonyms {
    private final SecretKeySpec key;

    private Pseudonyms(SecretKeySpec key) {
        this.key = key;
    }

    /** SHA-256: whoever knows an address can compute its pseudonym. */
    public static Pseudonyms sha256() {
        return new Pseudonyms(null);
    }

    /** HMAC-SHA-256: without the key nobody can. */
    public static Pseudonyms hmac(String key) {
        return new Pseudonyms(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    }

    /** 64 hexadecimal digits. */
    String of(String address) {
        byte[] canonical = address.strip().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(key == null ? hash(canonical) : code(canonical));
    }

    private static byte[] hash(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private byte[] code(byte[] bytes) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        }
    }
}
