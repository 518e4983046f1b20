package io.mailbridge.signature;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** Reads public keys as portals show them, and verifies with them. */
final class PublicKeys {
    private static final int ED25519_BYTES = 32;
    /** What precedes the 32 bytes of an Ed25519 key in a SubjectPublicKeyInfo (RFC 8410). */
    private static final byte[] ED25519_HEADER = HexFormat.of().parseHex("302a300506032b6570032100");
    /** Weaker ones can be broken; mail servers still have keys of 1,024 bits. */
    private static final int LEAST_RSA_BITS = 1024;

    private static final int LEAST_EC_BITS = 256;

    private PublicKeys() {}

    /**
     * A key in PEM, in base64 of its SubjectPublicKeyInfo, or, of Ed25519, of its 32 bytes; null where the text is none of
     * these or no key of this kind that is strong enough.
     *
     * @param kind as Java names it: RSA, EC, Ed25519
     */
    static PublicKey read(String kind, String text) {
        try {
            byte[] encoded = Base64.getDecoder().decode(text.replaceAll("-----[A-Z ]+-----|\\s", ""));
            return kind.equals("Ed25519") && encoded.length == ED25519_BYTES ? ed25519(encoded) : spki(kind, encoded);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return null;
        }
    }

    private static PublicKey spki(String kind, byte[] encoded) throws GeneralSecurityException {
        PublicKey key = KeyFactory.getInstance(kind).generatePublic(new X509EncodedKeySpec(encoded));
        return isStrong(key) ? key : null;
    }

    private static boolean isStrong(Key key) {
        if (key instanceof RSAPublicKey rsa) {
            return rsa.getModulus().bitLength() >= LEAST_RSA_BITS;
        }
        return !(key instanceof ECPublicKey ec) || ec.getParams().getOrder().bitLength() >= LEAST_EC_BITS;
    }

    /** Of the 32 bytes of a key; null where they are none. */
    static PublicKey ed25519(byte[] key) throws GeneralSecurityException {
        if (key.length != ED25519_BYTES) {
            return null;
        }
        byte[] encoded = new byte[ED25519_HEADER.length + key.length];
        System.arraycopy(ED25519_HEADER, 0, encoded, 0, ED25519_HEADER.length);
        System.arraycopy(key, 0, encoded, ED25519_HEADER.length, key.length);
        return spki("Ed25519", encoded);
    }

    /** Whether one of the keys made this signature of the parts in a row. */
    static boolean verify(String algorithm, List<PublicKey> keys, byte[] given, byte[]... parts) {
        for (PublicKey key : keys) {
            if (verify(algorithm, key, given, parts)) {
                return true;
            }
        }
        return false;
    }

    private static boolean verify(String algorithm, PublicKey key, byte[] given, byte[]... parts) {
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initVerify(key);
            for (byte[] part : parts) {
                signature.update(part);
            }
            return signature.verify(given);
        } catch (SignatureException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + algorithm, e);
        }
    }
}
