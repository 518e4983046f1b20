package io.mailbridge.http;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mailbridge.settings.InvalidSetting;
import io.mailbridge.settings.Settings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS keys and credentials that are set but would have no effect stop the start. */
class KeysNotInForceTest {
    private static final String USED = "camel.component.kafka.useGlobalSslContextParameters=true";

    @TempDir
    private Path home;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "camel.ssl.keyStore=file:/keys.p12",
                "camel.ssl.key-store=file:/keys.p12",
                "camel.ssl.clientAuthentication=REQUIRE",
                "camel.ssl.client-authentication=WANT " + USED + " camel.ssl.enabled=true",
                "camel.ssl.enabled=true",
                "camel.ssl.enabled=true camel.ssl.keyStore=k camel.server.useGlobalSslContextParameters=true",
                "camel.ssl.keyStore=k " + USED,
                "camel.ssl.trustStore=t camel.ssl.enabled=false " + USED,
                "camel.ssl.enabled=true camel.component.kafka.use-global-ssl-context-parameters=false",
                "camel.server.use-global-ssl-context-parameters=true",
                "camel.management.useGlobalSslContextParameters=true",
                "camel.server.authenticationEnabled=true",
                "camel.server.basic-properties-file=auth.properties",
                "camel.server.jwtKeystorePath=k",
                "camel.server.staticEnabled=true",
                "bridge.http.tls.key=k.pem",
                "bridge.http.tls.client-ca=ca.pem",
                "bridge.http.tls.certificate=c.pem",
            })
    void shouldBeRefused(String properties) {
        assertThatExceptionOfType(InvalidSetting.class)
                .isThrownBy(() -> ServerTls.from(settings(properties)))
                .withMessageMatching(
                        ".*(bridge\\.http\\.tls\\.|management port has no TLS|bridge\\.sources|working directory).*")
                .withMessageNotContaining("\n");
    }

    @Test
    void shouldRefuseVariablesToo() {
        Map<String, String> environment = new HashMap<>(Map.of("CAMEL_SSL_CLIENT_AUTHENTICATION", "REQUIRE"));

        assertThatExceptionOfType(InvalidSetting.class)
                .isThrownBy(() -> ServerTls.from(Settings.load(home, environment, new Properties())))
                .withMessageContaining("camel.ssl.client-authentication is set but has no effect");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "camel.ssl.enabled=false",
                "camel.server.authenticationEnabled=false",
                "camel.server.useGlobalSslContextParameters=false",
                "camel.ssl.enabled=true camel.ssl.trustStore=t " + USED,
            })
    void shouldLetPassWhatTakesEffect(String properties) {
        assertThatCode(() -> ServerTls.from(settings(properties))).doesNotThrowAnyException();
    }

    private Settings settings(String properties) {
        Properties system = new Properties();
        for (String property : properties.split(" ")) {
            if (!property.isEmpty()) {
                String[] pair = property.split("=", 2);
                system.setProperty(pair[0], pair[1]);
            }
        }
        return Settings.load(home, Map.of(), system);
    }
}
