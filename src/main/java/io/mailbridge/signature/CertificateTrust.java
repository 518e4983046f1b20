package io.mailbridge.signature;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * Decides whether a certificate is one of Amazon SNS: its name, its validity, and a chain to a root. Amazon's files
 * hold the signer's certificate alone, so the certificates between it and the root are fetched from the address that it
 * gives.
 */
public final class CertificateTrust {
    private static final Pattern NAME = Pattern.compile("sns\\.([a-z0-9-]{3,}\\.)?amazonaws\\.com(\\.cn)?");
    private static final Pattern COMMON_NAME = Pattern.compile("(?:^|,)CN=([^,]+)");
    /** Addresses in an extension of the certificate (RFC 5280, 4.2.2.1), of Amazon's own certificate authority. */
    private static final Pattern ISSUER_URL =
            Pattern.compile("http://[a-z0-9.-]+\\.amazontrust\\.com/[A-Za-z0-9._/-]+\\.(?:cer|crt)");

    private static final String AUTHORITY_ACCESS = "1.3.6.1.5.5.7.1.1";
    private static final int DNS_NAME = 2;
    private static final int LONGEST_CHAIN = 5;

    private final Supplier<Set<TrustAnchor>> anchors;
    private final Fetcher issuers;

    /**
     * @param anchors read when a certificate is checked: reading the platform's costs time at start, and few
     *     bridges need them
     * @param issuers gets missing certificates; they are believed only as part of a chain to an anchor
     */
    public CertificateTrust(Supplier<Set<TrustAnchor>> anchors, Fetcher issuers) {
        this.anchors = anchors;
        this.issuers = issuers;
    }

    /** Trusts the roots that this Java trusts. */
    public static CertificateTrust ofPlatform(Fetcher issuers) {
        return new CertificateTrust(CertificateTrust::platformRoots, issuers);
    }

    private static Set<TrustAnchor> platformRoots() {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            return Stream.of(factory.getTrustManagers())
                    .filter(X509TrustManager.class::isInstance)
                    .flatMap((TrustManager manager) -> Stream.of(((X509TrustManager) manager).getAcceptedIssuers()))
                    .map(root -> new TrustAnchor(root, null))
                    .collect(Collectors.toSet());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no trusted roots", e);
        }
    }

    /**
     * @param chain the signer's certificate first
     * @throws CertificateException when it is not to be trusted
     * @throws IOException when a certificate that is missing cannot be fetched now
     */
    void check(List<X509Certificate> chain, Instant now) throws CertificateException, IOException {
        X509Certificate signer = chain.get(0);
        signer.checkValidity(Date.from(now));
        if (names(signer).noneMatch(name -> NAME.matcher(name).matches())) {
            throw new CertificateException("the certificate is not one of Amazon SNS");
        }
        Set<TrustAnchor> roots = anchors.get();
        List<X509Certificate> path = new ArrayList<>(chain);
        CertificateException failure = validate(path, roots, now);
        while (failure != null) {
            X509Certificate issuer = issuer(path.get(path.size() - 1));
            if (issuer == null || path.contains(issuer) || path.size() == LONGEST_CHAIN) {
                throw failure;
            }
            path.add(issuer);
            failure = validate(path, roots, now);
        }
    }

    /**
     * By the roots of a platform that has its own, which issue certificates for nothing else.
     *
     * @throws CertificateException when it is not to be trusted
     */
    static void check(List<X509Certificate> chain, Set<TrustAnchor> roots, Instant now) throws CertificateException {
        chain.get(0).checkValidity(Date.from(now));
        CertificateException failure = null;
        // the file may hold what is a root here, too
        for (int length = 1; length <= Math.min(chain.size(), LONGEST_CHAIN); length++) {
            failure = validate(chain.subList(0, length), roots, now);
            if (failure == null) {
                return;
            }
        }
        throw failure;
    }

    /** Why the path is not trusted, or null. */
    private static CertificateException validate(List<X509Certificate> path, Set<TrustAnchor> roots, Instant now) {
        try {
            PKIXParameters parameters = new PKIXParameters(roots);
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(now));
            CertPath certPath = CertificateFactory.getInstance("X.509").generateCertPath(withoutRoot(path));
            CertPathValidator.getInstance("PKIX").validate(certPath, parameters);
            return null;
        } catch (GeneralSecurityException e) {
            return new CertificateException("the certificate has no chain to a trusted root", e);
        }
    }

    private static List<X509Certificate> withoutRoot(List<X509Certificate> path) {
        X509Certificate last = path.get(path.size() - 1);
        boolean isRoot = last.getSubjectX500Principal().equals(last.getIssuerX500Principal());
        return isRoot && path.size() > 1 ? path.subList(0, path.size() - 1) : path;
    }

    private X509Certificate issuer(X509Certificate certificate) throws CertificateException, IOException {
        byte[] access = certificate.getExtensionValue(AUTHORITY_ACCESS);
        if (access == null) {
            return null;
        }
        // the extension holds its texts as they are, so no ASN.1 has to be parsed to find one
        Matcher url = ISSUER_URL.matcher(new String(access, StandardCharsets.ISO_8859_1));
        if (!url.find()) {
            return null;
        }
        byte[] encoded = issuers.get(URI.create(url.group()));
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
    }

    private static Stream<String> names(X509Certificate certificate) throws CertificateException {
        Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
        if (alternatives != null) {
            return alternatives.stream()
                    .filter(name -> name.get(0).equals(DNS_NAME))
                    .map(name -> name.get(1).toString());
        }
        Matcher commonName =
                COMMON_NAME.matcher(certificate.getSubjectX500Principal().getName());
        return commonName.find() ? Stream.of(commonName.group(1)) : Stream.empty();
    }
}
