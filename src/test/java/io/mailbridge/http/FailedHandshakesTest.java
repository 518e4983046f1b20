package io.mailbridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.ssl.NotSslRecordException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class FailedHandshakesTest {
    @Test
    void shouldSayWhyWithoutWhatTheClientSent() {
        assertThat(reason(new CertificateException("PKIX path building failed: CN=marked")))
                .isEqualTo("the client's certificate is of no authority in bridge.http.tls.client-ca");
        assertThat(reason(new CertificateException("marked", new CertificateExpiredException("marked"))))
                .isEqualTo("the client's certificate has expired or is not valid yet");
        assertThat(FailedHandshakes.reason(new NotSslRecordException("not an SSL/TLS record: 6d61726b6564")))
                .isEqualTo("it does not speak TLS");
        for (String said :
                new String[] {"Empty client certificate chain", "(certificate_required) Empty client certificate chain"
                }) {
            assertThat(FailedHandshakes.reason(new SSLHandshakeException(said)))
                    .isEqualTo("the client shows no certificate");
        }
        assertThat(FailedHandshakes.reason(new SSLHandshakeException("Received fatal alert: marked")))
                .isEqualTo("the TLS handshake fails");
    }

    @Test
    void shouldLogNothingOfAPortThatIsProbed() {
        assertThat(FailedHandshakes.reason(new ClosedChannelException())).isNull();
    }

    private static String reason(Throwable cause) {
        return FailedHandshakes.reason(new SSLHandshakeException("General problem").initCause(cause));
    }
}
