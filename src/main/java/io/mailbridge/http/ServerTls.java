package io.mailbridge.http;

import io.mailbridge.settings.InvalidSetting;
import io.mailbridge.settings.Settings;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.TrustOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import org.apache.camel.component.platform.http.main.MainHttpServer;
import org.apache.camel.support.jsse.KeyManagersParameters;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;

/** TLS of the webhooks' server, where {@code bridge.http.tls.certificate} asks for it. */
public final class ServerTls {
    /** Null where the server speaks plain HTTP. */
    private final TlsFiles files;

    private volatile boolean inForce;

    private ServerTls(TlsFiles files) {
        this.files = files;
    }

    /** @throws InvalidSetting where the files cannot be used, or a key is set that has no effect */
    public static ServerTls from(Settings settings) {
        KeysNotInForce.refuse(settings);
        String certificate = settings.text(TlsMaterial.CERTIFICATE);
        String key = settings.text(TlsMaterial.KEY);
        String clientCa = settings.text(TlsMaterial.CLIENT_CA);
        if (certificate.isEmpty()) {
            refuseAlone(TlsMaterial.KEY, key);
            refuseAlone(TlsMaterial.CLIENT_CA, clientCa);
            return new ServerTls(null);
        }
        if (key.isEmpty()) {
            throw new InvalidSetting(TlsMaterial.KEY, "", "the PEM file with the key of " + TlsMaterial.CERTIFICATE);
        }
        refuseRenegotiation();
        Path home = settings.home();
        return new ServerTls(new TlsFiles(
                home.resolve(certificate),
                home.resolve(key),
                clientCa.isEmpty() ? null : home.resolve(clientCa),
                System::nanoTime));
    }

    /** Each would be a handshake on the event loop, for a client of TLS 1.2 that has shown nothing yet; the JDK allows any number. */
    private static void refuseRenegotiation() {
        System.getProperties().putIfAbsent("jdk.tls.rejectClientInitiatedRenegotiation", "true");
    }

    private static void refuseAlone(String setting, String value) {
        if (!value.isEmpty()) {
            throw new InvalidSetting(
                    setting,
                    value,
                    "a value only together with " + TlsMaterial.CERTIFICATE + ": alone it has no effect");
        }
    }

    /** Makes Camel create a TLS server: one without a certificate, until {@link #applyTo} gives it ours. */
    public void require(MainHttpServer server) {
        if (files != null) {
            TrustManagersParameters nobody = new TrustManagersParameters();
            nobody.setKeyStore(new NoCertificates());
            SSLContextParameters empty = new SSLContextParameters();
            empty.setKeyManagers(new KeyManagersParameters());
            empty.setTrustManagers(nobody);
            server.getConfiguration().setSslContextParameters(empty);
        }
    }

    /** Shows until when the certificate in use is valid; nothing where the server speaks plain HTTP. */
    void measure(MeterRegistry registry) {
        if (files != null) {
            Gauge.builder("bridge.tls.certificate.expiry.timestamp.seconds", files, TlsFiles::expiresAt)
                    .description("When the webhooks' certificate expires, in seconds since 1970")
                    .register(registry);
        }
    }

    /** Stops the start where the server came up without TLS. */
    public void refusePlainText() {
        if (files != null && !inForce) {
            throw new IllegalStateException("The webhooks would be served without the TLS that is configured");
        }
    }

    /** Makes the server's options those of a TLS server whose certificate can be exchanged. */
    void applyTo(HttpServerOptions options) {
        inForce = true;
        options.setSsl(true)
                .setKeyCertOptions(KeyCertOptions.wrap(new ReloadedKeys(files)))
                .setClientAuth(files.asksClients() ? ClientAuth.REQUIRED : ClientAuth.NONE)
                .setTrustOptions(files.asksClients() ? TrustOptions.wrap(new ReloadedClients(files)) : null);
    }

    private static final class NoCertificates extends KeyStoreParameters {
        @Override
        public KeyStore createKeyStore() throws GeneralSecurityException, IOException {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            return store;
        }
    }
}
