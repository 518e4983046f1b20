package io.mailbridge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mailbridge.settings.InvalidSetting;
import io.mailbridge.support.TestCertificates;
import io.mailbridge.support.TestCertificates.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.PrivateKey;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which certificate a server shows, before and after its files have changed. */
class TlsFilesTest {
    private static final TestCertificates AUTHORITY = TestCertificates.authority("Test CA");

    @TempDir
    private Path folder;

    private Path certificate;
    private Path key;
    private long now;

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA", "Ed25519"})
    void shouldTakeAKeyOfEachKind(String algorithm) throws IOException {
        Identity server = AUTHORITY.issue("mail.example", algorithm);
        write(server, server.keyPem());

        assertThat(files().current().key()).isEqualTo(server.key());
    }

    @ParameterizedTest
    @CsvSource({"EC, EC PRIVATE KEY", "RSA, RSA PRIVATE KEY"})
    void shouldTakeTheOlderForms(String algorithm, String kind) throws IOException {
        Identity server = AUTHORITY.issue("mail.example", algorithm);
        write(server, "Bag Attributes\n" + olderForm(server.key(), kind) + AUTHORITY.pem());

        assertThat(files().current().key()).isEqualTo(server.key());
    }

    @Test
    void shouldUseChangedFilesAtTheNextCheck() throws IOException {
        Identity first = AUTHORITY.issue("first.example");
        Identity second = AUTHORITY.issue("second.example");
        write(first, first.keyPem());
        TlsFiles files = files();

        replace(certificate, second.certificatePem());
        files.readAgainIfDue();
        assertThat(files.current().chain()).as("looked at a moment ago").containsExactly(first.certificate());
        now += TlsFiles.PAUSE_NANOS;
        files.readAgainIfDue();
        assertThat(files.current().chain()).as("the key is not there yet").containsExactly(first.certificate());

        replace(key, second.keyPem());
        now += TlsFiles.PAUSE_NANOS;
        files.readAgainIfDue();
        assertThat(files.current().chain()).containsExactly(second.certificate());
        assertThat(files.current().key()).isEqualTo(second.key());
    }

    @Test
    void shouldKeepTheCertificateWhenTheFilesAreGone() throws IOException {
        Identity server = AUTHORITY.issue("mail.example");
        write(server, server.keyPem());
        TlsFiles files = files();

        Files.delete(key);
        now += TlsFiles.PAUSE_NANOS;
        files.readAgainIfDue();

        assertThat(files.current().key()).isEqualTo(server.key());
    }

    @Test
    void shouldRefuseWhatMakesNoServer() throws IOException {
        Identity server = AUTHORITY.issue("mail.example");
        write(server, AUTHORITY.issue("other.example").keyPem());
        refused("bridge.http.tls.key", "the key of the first certificate");
        write(server, server.certificatePem());
        refused("bridge.http.tls.key", "no private key without a passphrase");
        Files.writeString(certificate, server.keyPem());
        refused("bridge.http.tls.certificate", "no certificate");
        Files.delete(certificate);
        refused("bridge.http.tls.certificate", "there is none");
    }

    private void refused(String setting, String reason) {
        assertThatExceptionOfType(InvalidSetting.class)
                .isThrownBy(this::files)
                .withMessageContaining(setting)
                .withMessageContaining(reason)
                .withMessageNotContaining("BEGIN");
    }

    private TlsFiles files() {
        return new TlsFiles(certificate, key, null, () -> now);
    }

    private void write(Identity server, String keyText) throws IOException {
        certificate = Files.writeString(folder.resolve("tls.crt"), server.certificatePem());
        key = Files.writeString(folder.resolve("tls.key"), keyText);
    }

    private void replace(Path file, String text) throws IOException {
        Path other = Files.writeString(folder.resolve("other"), text);
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The older form: what PKCS#8 contains after version and algorithm. */
    private static String olderForm(PrivateKey key, String kind) {
        byte[] pkcs8 = key.getEncoded();
        int at = skipHead(pkcs8, 0) + 3;
        at = skipHead(pkcs8, at) + length(pkcs8, at);
        byte[] older = Arrays.copyOfRange(pkcs8, skipHead(pkcs8, at), skipHead(pkcs8, at) + length(pkcs8, at));
        return "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(older) + "\n-----END " + kind
                + "-----\n";
    }

    private static int skipHead(byte[] der, int at) {
        return at + (der[at + 1] >= 0 ? 2 : 2 + (der[at + 1] & 0x7f));
    }

    private static int length(byte[] der, int at) {
        return switch (der[at + 1] & 0xff) {
            case 0x81 -> der[at + 2] & 0xff;
            case 0x82 -> (der[at + 2] & 0xff) << 8 | der[at + 3] & 0xff;
            default -> der[at + 1];
        };
    }
}
