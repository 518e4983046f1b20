package io.mailbridge.signature;

import static io.mailbridge.signature.Signed.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A key that the platform publishes: fetched when it is needed, renewed when it has changed, and seldom otherwise. */
class PublishedKeysTest {
    private static final String BODY = "{\"event\":\"sent\"}";
    private static final String URL = "https://keys.example.com/webhooks.pem";

    private final KeyPair first = pair();
    private final KeyPair second = pair();
    private final AtomicInteger fetches = new AtomicInteger();
    private volatile byte[] file = pem(first);
    private final SettableClock clock = new SettableClock();
    private final Fetcher fetcher = url -> {
        fetches.incrementAndGet();
        assertThat(url).isEqualTo(URI.create(URL));
        if (file == null) {
            throw new IOException("down");
        }
        return file;
    };
    private final SnsCertificates certificates = new SnsCertificates(
            fetcher, new CertificateTrust(Certificates::root, fetcher), clock, Duration.ofSeconds(10));

    PublishedKeysTest() throws GeneralSecurityException {}

    @Test
    void shouldFetchTheKeyOnceForAllRequests() {
        SignatureVerifier verifier = verifier(certificates);
        assertThat(fetches).hasValue(0);

        for (int i = 0; i < 20; i++) {
            assertThat(verifier.verify(signed(first)).isValid()).isTrue();
            assertThat(verifier.verify(signed(second))).isEqualTo(Verdict.WRONG_SIGNATURE);
        }

        assertThat(fetches).hasValue(1);
    }

    @Test
    void shouldTakeANewKeyFiveMinutesAfterTheLastFetch() {
        SignatureVerifier verifier = verifier(certificates);
        verifier.verify(signed(first));
        file = pem(second);
        assertThat(verifier.verify(signed(second))).isEqualTo(Verdict.WRONG_SIGNATURE);

        clock.advance(Duration.ofMinutes(5));

        assertThat(verifier.verify(signed(second)).isValid()).isTrue();
        assertThat(verifier.verify(signed(first))).isEqualTo(Verdict.WRONG_SIGNATURE);
        assertThat(fetches).hasValue(2);
    }

    @Test
    void shouldTakeSeveralKeysOfAFile() {
        file = (new String(pem(first), StandardCharsets.US_ASCII) + new String(pem(second), StandardCharsets.US_ASCII))
                .getBytes(StandardCharsets.US_ASCII);
        SignatureVerifier verifier = verifier(certificates);

        assertThat(verifier.verify(signed(first)).isValid()).isTrue();
        assertThat(verifier.verify(signed(second)).isValid()).isTrue();
    }

    @Test
    void shouldAskForARetryWhileThereIsNoKey() {
        file = null;
        SignatureVerifier verifier = verifier(certificates);
        for (int i = 0; i < 20; i++) {
            assertThat(verifier.verify(signed(first)).kind()).isEqualTo(Verdict.Kind.UNDECIDED);
        }
        assertThat(fetches).hasValue(1);

        file = "<html>".getBytes(StandardCharsets.US_ASCII);
        clock.advance(Duration.ofSeconds(10));
        assertThat(verifier.verify(signed(first)).kind()).isEqualTo(Verdict.Kind.UNDECIDED);

        file = pem(first);
        clock.advance(Duration.ofMinutes(5));
        assertThat(verifier.verify(signed(first)).isValid()).isTrue();
    }

    /** Or a stranger's wrong signature would take the source out of service while the platform's host is down. */
    @Test
    void shouldKeepTheKeyInUseWhileItCannotBeRenewed() {
        SignatureVerifier verifier = verifier(certificates);
        verifier.verify(signed(first));
        file = null;
        clock.advance(Duration.ofDays(2));

        for (int i = 0; i < 20; i++) {
            assertThat(verifier.verify(signed(second)).kind()).isEqualTo(Verdict.Kind.UNDECIDED);
            assertThat(verifier.verify(signed(first)).isValid()).isTrue();
        }

        assertThat(fetches.get()).isLessThanOrEqualTo(3);
    }

    @Test
    void shouldWaitForAFetchNoLongerThanARequestMay() {
        CountDownLatch never = new CountDownLatch(1);
        Fetcher stalled = url -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return pem(first);
        };
        SignatureVerifier verifier = verifier(new SnsCertificates(
                stalled, new CertificateTrust(Certificates::root, stalled), clock, Duration.ofMillis(20)));

        assertThat(verifier.verify(signed(first)).kind()).isEqualTo(Verdict.Kind.UNDECIDED);
        never.countDown();
    }

    @Test
    void shouldPreferTheKeyOfTheSource() {
        SignatureVerifier verifier = scheme(URL).verifier(keys(List.of(base64(second)), certificates));

        assertThat(verifier.verify(signed(second)).isValid()).isTrue();
        assertThat(verifier.verify(signed(first))).isEqualTo(Verdict.WRONG_SIGNATURE);
        assertThat(fetches).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://keys.example.com/a",
                "keys.pem",
                "https://a@b.example/a",
                "https:///a",
                "https://[",
                "file:///etc/passwd"
            })
    void shouldRefuseWhatIsNoHttpsAddress(String url) {
        assertThatThrownBy(() -> scheme(url))
                .isInstanceOfSatisfying(InvalidParameter.class, failure -> assertThat(failure.key())
                        .isEqualTo("key-url"));
    }

    private SignatureVerifier verifier(CertificateSource source) {
        return scheme(URL).verifier(keys(List.of(), source));
    }

    private static SignatureScheme scheme(String url) {
        return Signed.scheme("public-key", "header", "Sig", "algorithm", "ed25519", "key-url", url);
    }

    private SignatureKeys keys(List<String> secrets, CertificateSource source) {
        return new SignatureKeys(secrets, Duration.ofMinutes(5), null, List.of(), clock, source);
    }

    private static SignedRequest signed(KeyPair pair) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(pair.getPrivate());
            signature.update(Signed.bytes(BODY));
            return request(BODY, "Sig", Base64.getEncoder().encodeToString(signature.sign()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair pair() throws GeneralSecurityException {
        return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    }

    private static String base64(KeyPair pair) {
        return Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
    }

    private static byte[] pem(KeyPair pair) {
        return ("-----BEGIN PUBLIC KEY-----\n" + base64(pair) + "\n-----END PUBLIC KEY-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** A clock that tests set. */
    private static final class SettableClock extends Clock {
        private volatile Instant now = Instant.parse("2026-01-06T10:00:00Z");

        void advance(Duration by) {
            now = now.plus(by);
        }

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
