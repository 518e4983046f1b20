package io.mailbridge.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailbridge.signature.SignatureScheme;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the section auth of a profile may say, and with which line it is refused. */
class AuthReaderTest {
    private static final String SNS =
            "{scheme: sns, certificate-hosts: a.b.example.com, subscribe-hosts: c.b.example.com, roots: %s}";

    @TempDir
    Path folder;

    @Test
    void shouldTakeTheToleranceOfTheProfile() throws IOException {
        assertThat(signature("{scheme: hmac, header: S, tolerance: 9h}").tolerance())
                .hasHours(9);
        assertThat(signature("{scheme: hmac, header: S, tolerance: 0}").tolerance())
                .isZero();
        assertThat(signature("{scheme: standard-webhooks}").tolerance()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void shouldReadTheRootsBesideTheProfile() throws IOException {
        try (InputStream pem = AuthReaderTest.class.getResourceAsStream("/certificates/root.pem")) {
            Files.copy(pem, folder.resolve("postbox-ca.pem"));
        }

        assertThat(signature(String.format(SNS, "postbox-ca.pem")).name()).isEqualTo("sns");
        assertThat(signature(String.format(SNS, "https://a.b.example.com/ca.pem"))
                        .name())
                .isEqualTo("sns");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{scheme: hmac, header: S, tolerance: soon}          | 'soon' is no duration such as 30s",
                "{scheme: hmac, header: S, tolerance: 31d}           | '31d' is no duration such as 30s",
                "{scheme: hmac, header: S, signed: '{bdy}'}          | '{bdy}' is not known; 'signed' holds texts, {body},",
                "{scheme: hmac, header: S, hedaer: S}                | the scheme has no parameter 'hedaer'",
                "{scheme: sns, roots: missing.pem}                   | 'missing.pem' is no PEM file in the folder of the profile",
                "{scheme: sns, roots: ../postbox.yaml}               | '../postbox.yaml' is no PEM file in the folder",
                "{scheme: sns, roots: /etc/passwd}                   | '/etc/passwd' is no PEM file in the folder",
                "{scheme: sns, certificate-hosts: '*'}               | '*' is no host in lower case",
            })
    void shouldNameFileAndLineOfWhatIsWrong(String section, String message) {
        assertThatThrownBy(() -> signature(section))
                .isInstanceOf(InvalidProfile.class)
                .hasMessageContaining("postbox.yaml:5: " + message);
    }

    private SignatureScheme signature(String section) throws IOException {
        Files.writeString(folder.resolve("postbox.yaml"), """
                description: Postbox
                content-types: [application/json]
                auth:
                  default: signature
                  signature: %s
                body: {shape: object}
                fields: {provider_event: kind}
                types: {common-names: true}
                """.formatted(section));
        return Profiles.load(folder).find("postbox").signature();
    }
}
