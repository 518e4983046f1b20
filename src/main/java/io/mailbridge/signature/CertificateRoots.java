package io.mailbridge.signature;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.Set;

/** The roots of a platform that signs with its own certificate authority: as PEM, or at an address that the profile fixes. */
public final class CertificateRoots {
    private final URI url;
    private final Set<TrustAnchor> anchors;

    private CertificateRoots(URI url, Set<TrustAnchor> anchors) {
        this.url = url;
        this.anchors = anchors;
    }

    /** Null where the parameters name none: then it is Amazon's certificate, with a chain to a public root. */
    static CertificateRoots of(Parameters parameters) {
        String roots = parameters.optional("roots", null);
        if (roots == null) {
            return null;
        }
        try {
            return roots.startsWith("https://")
                    ? new CertificateRoots(new URI(roots), null)
                    : new CertificateRoots(null, read(roots.getBytes(StandardCharsets.UTF_8)));
        } catch (CertificateException | URISyntaxException e) {
            throw new InvalidParameter("roots", "'roots' is a PEM file beside the profile, or an https address of one");
        }
    }

    /** @param fetcher gets them where they are not in the profile */
    Set<TrustAnchor> anchors(Fetcher fetcher) throws IOException, CertificateException {
        return url == null ? anchors : read(fetcher.get(url));
    }

    private static Set<TrustAnchor> read(byte[] pem) throws CertificateException {
        Set<TrustAnchor> anchors = new HashSet<>();
        CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(pem))
                .forEach(certificate -> {
                    X509Certificate root = (X509Certificate) certificate;
                    // -1: it may not issue others
                    if (root.getBasicConstraints() >= 0) {
                        anchors.add(new TrustAnchor(root, null));
                    }
                });
        if (anchors.isEmpty()) {
            throw new CertificateException("the file holds no certificate that may issue others");
        }
        return anchors;
    }
}
