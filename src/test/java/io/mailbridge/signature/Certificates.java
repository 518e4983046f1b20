package io.mailbridge.signature;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Set;

/** The certificates of src/test/resources/certificates, which its script makes. */
final class Certificates {
    private Certificates() {}

    static byte[] pem(String name) {
        try (InputStream in = Certificates.class.getResourceAsStream("/certificates/" + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static X509Certificate read(String name) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem(name)));
        } catch (CertificateException e) {
            throw new IllegalStateException(e);
        }
    }

    static Set<TrustAnchor> root() {
        return Set.of(new TrustAnchor(read("root.pem"), null));
    }

    /** Signs as the holder of signer.pem. */
    static String sign(String algorithm, String text) {
        try {
            String encoded =
                    new String(pem("signer.key"), StandardCharsets.US_ASCII).replaceAll("-----.*-----|\\s", "");
            PrivateKey key = KeyFactory.getInstance("RSA")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(encoded)));
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
