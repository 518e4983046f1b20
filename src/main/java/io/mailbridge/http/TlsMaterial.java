package io.mailbridge.http;

import io.mailbridge.settings.InvalidSetting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * What a TLS server presents, and which clients it accepts.
 *
 * @param chain the server's certificate first
 * @param clients null where clients need no certificate
 */
record TlsMaterial(PrivateKey key, List<X509Certificate> chain, X509ExtendedTrustManager clients) {
    static final String CERTIFICATE = "bridge.http.tls.certificate";
    static final String KEY = "bridge.http.tls.key";
    static final String CLIENT_CA = "bridge.http.tls.client-ca";

    private static final byte[] PROBE = {1, 2, 3};

    /**
     * @param clientCa null where clients need no certificate
     * @throws InvalidSetting where a file is not what it should be
     */
    static TlsMaterial read(Path certificate, Path key, Path clientCa) {
        List<X509Certificate> chain = certificates(CERTIFICATE, certificate);
        PublicKey publicKey = chain.get(0).getPublicKey();
        PrivateKey privateKey = parse(KEY, key, text -> PemText.key(text, publicKey));
        if (!belongsTo(privateKey, publicKey)) {
            throw new InvalidSetting(KEY, key.toString(), "the key of the first certificate in " + certificate);
        }
        return new TlsMaterial(privateKey, chain, clientCa == null ? null : clients(certificates(CLIENT_CA, clientCa)));
    }

    private static List<X509Certificate> certificates(String setting, Path file) {
        return parse(setting, file, PemText::certificates);
    }

    private static X509ExtendedTrustManager clients(List<X509Certificate> authorities) {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (int i = 0; i < authorities.size(); i++) {
                store.setCertificateEntry("ca-" + i, authorities.get(i));
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(store);
            return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("The clients' authorities cannot be taken", e);
        }
    }

    private static boolean belongsTo(PrivateKey key, PublicKey publicKey) {
        String algorithm = publicKey.getAlgorithm();
        try {
            Signature signature = Signature.getInstance(
                    algorithm.equals("EC") ? "SHA256withECDSA" : algorithm.equals("RSA") ? "SHA256withRSA" : algorithm);
            signature.initSign(key);
            signature.update(PROBE);
            byte[] signed = signature.sign();
            signature.initVerify(publicKey);
            signature.update(PROBE);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private interface Parser<T> {
        T parse(String text) throws GeneralSecurityException;
    }

    private static <T> T parse(String setting, Path file, Parser<T> parser) {
        String why;
        try {
            return parser.parse(Files.readString(file));
        } catch (NoSuchFileException e) {
            why = "there is none";
        } catch (IOException | GeneralSecurityException e) {
            why = e.getMessage();
        }
        throw new InvalidSetting(setting, file.toString(), "a readable PEM file (" + why + ")");
    }
}
