package io.mailbridge.support;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Signs certificates for a test; writes the DER itself, since Java has no public API for it (RFC 5280). */
public final class TestCertificates {
    private static final DateTimeFormatter UTC_TIME =
            DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final byte[] ECDSA_SHA256 = seq(der(6, hex("2a8648ce3d040302")));
    private static final byte[] COMMON_NAME = der(6, hex("550403"));
    private static final byte[] BASIC_CONSTRAINTS = der(6, hex("551d13"));
    private static final byte[] ALTERNATIVE_NAME = der(6, hex("551d11"));
    private static final byte[] TRUE = der(1, new byte[] {(byte) 0xff});

    private final Identity authority;

    private TestCertificates(Identity authority) {
        this.authority = authority;
    }

    /** A certificate and its key. */
    public record Identity(PrivateKey key, X509Certificate certificate) {
        public String certificatePem() {
            try {
                return pem("CERTIFICATE", certificate.getEncoded());
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        /** PKCS#8. */
        public String keyPem() {
            return pem("PRIVATE KEY", key.getEncoded());
        }

        /** Readable by the owner only, as PostgreSQL wants it. */
        public Path writeKey(Path file) {
            try {
                Files.writeString(file, keyPem());
                return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    public static TestCertificates authority(String name) {
        return new TestCertificates(make(name, Duration.ofDays(1), null, null, "EC"));
    }

    public X509Certificate certificate() {
        return authority.certificate();
    }

    public String pem() {
        return authority.certificatePem();
    }

    /** A certificate for this name and 127.0.0.1. */
    public Identity issue(String name) {
        return make(name, Duration.ofDays(1), "127.0.0.1", authority, "EC");
    }

    /** With a key of this algorithm: EC, RSA or Ed25519. */
    public Identity issue(String name, String algorithm) {
        return make(name, Duration.ofDays(1), "127.0.0.1", authority, algorithm);
    }

    /** A certificate that has ended a minute ago. */
    public Identity issueExpired(String name) {
        return make(name, Duration.ofMinutes(-1), "127.0.0.1", authority, "EC");
    }

    /** A certificate of another machine. */
    public Identity issueForElsewhere(String name) {
        return make(name, Duration.ofDays(1), "192.0.2.1", authority, "EC");
    }

    /**
     * For a client that trusts this authority.
     *
     * @param client what it shows; null for a client without a certificate
     */
    public SSLContext trustedBy(Identity client) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("ca", certificate());
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(store);
            KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
            if (client != null) {
                store.setKeyEntry("client", client.key(), new char[0], new Certificate[] {client.certificate()});
            }
            keys.init(store, new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Identity make(String name, Duration validity, String address, Identity issuer, String algorithm) {
        try {
            KeyPair keys = KeyPairGenerator.getInstance(algorithm).generateKeyPair();
            String issuerName = issuer == null
                    ? name
                    : issuer.certificate().getSubjectX500Principal().getName().substring("CN=".length());
            byte[] extension = issuer == null
                    ? seq(BASIC_CONSTRAINTS, TRUE, der(4, seq(TRUE)))
                    : seq(
                            ALTERNATIVE_NAME,
                            der(
                                    4,
                                    seq(
                                            der(0x82, name.getBytes(StandardCharsets.US_ASCII)),
                                            der(
                                                    0x87,
                                                    InetAddress.getByName(address)
                                                            .getAddress()))));
            Instant now = Instant.now();
            byte[] body = seq(
                    der(0xa0, der(2, new byte[] {2})),
                    der(2, BigInteger.valueOf(System.nanoTime()).toByteArray()),
                    ECDSA_SHA256,
                    commonName(issuerName),
                    seq(time(now.minus(Duration.ofDays(2))), time(now.plus(validity))),
                    commonName(name),
                    keys.getPublic().getEncoded(),
                    der(0xa3, seq(extension)));
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(issuer == null ? keys.getPrivate() : issuer.key());
            signature.update(body);
            byte[] certificate = seq(body, ECDSA_SHA256, der(3, concat(new byte[1], signature.sign())));
            return new Identity(keys.getPrivate(), (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(certificate)));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("No certificate for " + name, e);
        }
    }

    private static byte[] commonName(String name) {
        return seq(der(0x31, seq(COMMON_NAME, der(12, name.getBytes(StandardCharsets.UTF_8)))));
    }

    private static byte[] time(Instant time) {
        return der(23, UTC_TIME.format(time).getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] seq(byte[]... parts) {
        return der(0x30, parts);
    }

    private static byte[] der(int tag, byte[]... parts) {
        byte[] content = concat(parts);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length > 0xff) {
            out.write(0x82);
            out.write(content.length >> 8);
        } else if (content.length > 0x7f) {
            out.write(0x81);
        }
        out.write(content.length);
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] hex(String text) {
        return new BigInteger(text, 16).toByteArray();
    }

    private static String pem(String kind, byte[] der) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + kind + "-----\n" + base64 + "\n-----END " + kind + "-----\n";
    }
}
