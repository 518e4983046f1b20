package io.mailbridge.signature;

import java.io.IOException;
import java.net.URI;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;

/** Where the certificate of a signature comes from; only trusted ones are handed out. Thread-safe. */
public interface CertificateSource {
    /**
     * @throws IOException when it cannot be reached now
     * @throws CertificateException when it is not to be trusted
     */
    X509Certificate certificate(URI url) throws IOException, CertificateException;

    /**
     * The same for a platform that has its own roots.
     *
     * @param roots null for Amazon's rules
     */
    default X509Certificate certificate(URI url, CertificateRoots roots) throws IOException, CertificateException {
        if (roots != null) {
            throw new IOException("Nothing is fetched");
        }
        return certificate(url);
    }

    /**
     * A file in which a platform publishes its public key.
     *
     * @param wrong what was given before and does not verify a signature; null at first
     * @return the same array while there is none that is newer
     */
    default byte[] key(URI url, byte[] wrong) throws IOException {
        throw new IOException("Nothing is fetched");
    }
}
