package io.mailbridge.signature;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;

/** The public keys of a platform, of one kind: those of the source, or those that the platform publishes. */
final class PlatformKeys {
    private static final String PEM_END = "(?<=-----END PUBLIC KEY-----)";

    private final String kind;
    private final URI url;
    private final CertificateSource files;
    private volatile Read last;

    private PlatformKeys(String kind, URI url, CertificateSource files, Read last) {
        this.kind = kind;
        this.url = url;
        this.files = files;
        this.last = last;
    }

    /** @throws InvalidParameter where one is none of this kind; never names it */
    static PlatformKeys of(String kind, List<String> secrets) {
        List<PublicKey> keys = new ArrayList<>();
        for (String secret : secrets) {
            PublicKey key = PublicKeys.read(kind, secret);
            if (key == null) {
                throw new InvalidParameter(
                        "secret",
                        "the platform's public key (" + kind
                                + "), in PEM or as base64 of its X.509 SubjectPublicKeyInfo"
                                + (kind.equals("Ed25519") ? " or of its 32 bytes" : ""));
            }
            keys.add(key);
        }
        return new PlatformKeys(kind, null, null, new Read(null, keys));
    }

    static PlatformKeys published(String kind, URI url, CertificateSource files) {
        return new PlatformKeys(kind, url, files, null);
    }

    /**
     * Whether one of the keys made this signature of the parts in a row.
     *
     * @throws IOException where it cannot be known before keys are fetched
     */
    boolean verify(String algorithm, byte[] given, byte[]... parts) throws IOException {
        if (url == null) {
            return PublicKeys.verify(algorithm, last.keys(), given, parts);
        }
        Read current = read(files.key(url, null));
        if (PublicKeys.verify(algorithm, current.keys(), given, parts)) {
            return true;
        }
        Read newer = read(files.key(url, current.file()));
        if (newer.keys().isEmpty()) {
            throw new IOException("the file holds no key of this kind");
        }
        return newer != current && PublicKeys.verify(algorithm, newer.keys(), given, parts);
    }

    /** Parses each file once. */
    private Read read(byte[] file) {
        Read known = last;
        if (known == null || known.file() != file) {
            List<PublicKey> keys = new ArrayList<>();
            for (String text : new String(file, StandardCharsets.UTF_8).split(PEM_END)) {
                PublicKey key = PublicKeys.read(kind, text);
                if (key != null) {
                    keys.add(key);
                }
            }
            known = new Read(file, keys);
            last = known;
        }
        return known;
    }

    /** @param file null for keys of the source */
    private record Read(byte[] file, List<PublicKey> keys) {}
}
