package io.mailbridge.source;

import io.mailbridge.signature.CertificateSource;
import java.io.IOException;
import java.net.URI;
import java.security.cert.X509Certificate;

/** For sources whose signatures need no certificate. */
public final class NoCertificates implements CertificateSource {
    @Override
    public X509Certificate certificate(URI url) throws IOException {
        throw new IOException("there are none");
    }
}
