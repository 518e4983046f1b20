package io.mailbridge.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.security.cert.CertificateException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which certificates are trusted, and how often they are fetched. */
class SnsCertificatesTest {
    private static final URI URL = URI.create("https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem");
    private static final URI ISSUER = URI.create("http://crt.test.amazontrust.com/intermediate.cer");

    private final Map<URI, byte[]> files = new HashMap<>(Map.of(ISSUER, Certificates.pem("intermediate.pem")));
    private final AtomicInteger fetches = new AtomicInteger();
    private final SettableClock clock = new SettableClock();
    private final Fetcher fetcher = url -> {
        fetches.incrementAndGet();
        byte[] file = files.get(url);
        if (file == null) {
            throw new IOException("there is none");
        }
        return file;
    };
    private final SnsCertificates certificates = new SnsCertificates(
            fetcher, new CertificateTrust(Certificates::root, fetcher), clock, Duration.ofSeconds(10));

    @Test
    void shouldFetchTheIssuerThatIsMissingAndKeepTheResult() throws Exception {
        files.put(URL, Certificates.pem("signer.pem"));

        assertThat(certificates.certificate(URL)).isEqualTo(Certificates.read("signer.pem"));
        assertThat(certificates.certificate(URL)).isEqualTo(Certificates.read("signer.pem"));

        assertThat(fetches).hasValue(2);
        clock.now = clock.now.plus(Duration.ofDays(365));
        certificates.certificate(URL);
        assertThat(fetches).hasValue(2);
    }

    @Test
    void shouldTakeAFileThatHoldsTheWholeChain() throws Exception {
        ByteArrayOutputStream chain = new ByteArrayOutputStream();
        chain.writeBytes(Certificates.pem("signer.pem"));
        chain.writeBytes(Certificates.pem("intermediate.pem"));
        chain.writeBytes(Certificates.pem("root.pem"));
        files.put(URL, chain.toByteArray());

        assertThat(certificates.certificate(URL)).isEqualTo(Certificates.read("signer.pem"));
        assertThat(fetches).hasValue(1);
    }

    @ParameterizedTest
    @CsvSource({
        "other-signer.pem, chain to a trusted root",
        "foreign-issuer.pem, chain to a trusted root",
        "other-name.pem, not one of Amazon SNS",
        "root.pem, not one of Amazon SNS",
    })
    void shouldTrustNoOther(String file, String reason) {
        files.put(URL, Certificates.pem(file));
        files.put(URI.create("http://crt.test.amazontrust.com/other.cer"), Certificates.pem("other-root.pem"));
        files.put(URI.create("http://evil.example/intermediate.cer"), Certificates.pem("intermediate.pem"));

        assertThatThrownBy(() -> certificates.certificate(URL))
                .isInstanceOf(CertificateException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void shouldTrustNoneThatHasExpired() throws Exception {
        files.put(URL, Certificates.pem("signer.pem"));
        certificates.certificate(URL);

        clock.now = Instant.parse("2200-01-01T00:00:00Z");

        assertThatThrownBy(() -> certificates.certificate(URL)).isInstanceOf(CertificateException.class);
    }

    @Test
    void shouldNotCallJunkACertificate() {
        files.put(URL, "<html>".getBytes());

        assertThatThrownBy(() -> certificates.certificate(URL)).isInstanceOf(CertificateException.class);
    }

    @Test
    void shouldTryAgainOnlyAfterAWhileWhenOneCannotBeHad() throws Exception {
        assertThatThrownBy(() -> certificates.certificate(URL)).isInstanceOf(IOException.class);
        files.put(URL, Certificates.pem("signer.pem"));
        assertThatThrownBy(() -> certificates.certificate(URL)).isInstanceOf(IOException.class);
        assertThat(fetches).hasValue(1);

        clock.now = clock.now.plusSeconds(10);

        assertThat(certificates.certificate(URL)).isNotNull();
    }

    @Test
    void shouldTryAgainWhenTheClockIsSetBack() throws Exception {
        assertThatThrownBy(() -> certificates.certificate(URL)).isInstanceOf(IOException.class);
        files.put(URL, Certificates.pem("signer.pem"));

        clock.now = clock.now.minus(Duration.ofHours(1));

        assertThat(certificates.certificate(URL)).isNotNull();
    }

    @Test
    void shouldCallAnIssuerThatCannotBeReachedAFaultOfTheMoment() {
        files.remove(ISSUER);
        files.put(URL, Certificates.pem("signer.pem"));

        assertThatThrownBy(() -> certificates.certificate(URL)).isInstanceOf(IOException.class);
    }

    @Test
    void shouldKeepTheOneInUseWhileOthersAreMadeUp() throws Exception {
        files.put(URL, Certificates.pem("signer.pem"));
        certificates.certificate(URL);
        for (int i = 0; i < 100; i++) {
            URI madeUp = URI.create("https://sns.eu-west-1.amazonaws.com/" + i + ".pem");
            assertThatThrownBy(() -> certificates.certificate(madeUp)).isInstanceOf(IOException.class);
        }
        int before = fetches.get();

        certificates.certificate(URL);

        assertThat(fetches).hasValue(before);
    }

    @Test
    void shouldWaitForAFetchNoLongerThanARequestMay() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        SnsCertificates stalled = new SnsCertificates(
                url -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return Certificates.pem("signer.pem");
                },
                new CertificateTrust(Certificates::root, fetcher),
                clock,
                Duration.ofMillis(20));

        assertThatThrownBy(() -> stalled.certificate(URL))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("in time");
        never.countDown();
    }

    /** A clock that tests set. */
    private static final class SettableClock extends Clock {
        private Instant now = Instant.parse("2026-11-24T00:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
