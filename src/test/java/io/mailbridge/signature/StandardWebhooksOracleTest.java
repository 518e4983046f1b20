package io.mailbridge.signature;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The libraries of Standard Webhooks and of Svix: what they sign is valid, and what they refuse is not. */
class StandardWebhooksOracleTest {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String OTHER_SECRET = "whsec_b3RoZXI=";

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void shouldJudgeAsStandardWebhooks(
            @ForAll("bodies") String body, @ForAll Change change, @ForAll("letters") String id) throws Exception {
        Webhook library = new Webhook(SECRET);
        Sent sent = change.sent(id, body, (time, text) -> new Webhook(change.secret()).sign(id, time, text));

        assertThat(isValid("webhook", sent)).isEqualTo(change.isValid());
        assertThat(accepts(() -> library.verify(sent.body(), sent.headers("webhook"))))
                .isEqualTo(change.isValid());
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void shouldJudgeAsSvix(@ForAll("bodies") String body, @ForAll Change change, @ForAll("letters") String id)
            throws Exception {
        com.svix.Webhook library = new com.svix.Webhook(SECRET);
        Sent sent = change.sent(id, body, (time, text) -> new com.svix.Webhook(change.secret()).sign(id, time, text));

        assertThat(isValid("svix", sent)).isEqualTo(change.isValid());
        assertThat(accepts(() -> library.verify(sent.body(), sent.headers("svix"))))
                .isEqualTo(change.isValid());
    }

    @Provide
    Arbitrary<String> bodies() {
        return OddTexts.any();
    }

    @Provide
    Arbitrary<String> letters() {
        return Arbitraries.strings()
                .alpha()
                .numeric()
                .withChars("_-.")
                .ofMinLength(1)
                .ofMaxLength(40);
    }

    private static boolean isValid(String prefix, Sent sent) {
        SignatureKeys keys = new SignatureKeys(
                List.of(SECRET),
                Duration.ofMinutes(5),
                null,
                List.of(),
                Clock.fixed(Instant.now(), ZoneOffset.UTC),
                Signed.NO_CERTIFICATES);
        String[] headers = sent.headers(prefix).entrySet().stream()
                .flatMap(header -> List.of(header.getKey(), header.getValue().get(0)).stream())
                .toArray(String[]::new);
        return Signed.scheme("standard-webhooks")
                .verifier(keys)
                .verify(Signed.request(sent.body(), headers))
                .isValid();
    }

    private static boolean accepts(Check check) {
        try {
            check.run();
            return true;
        } catch (Exception e) {
            return false;
        }
    }

    /** What happens to a message between its signature and its check. */
    enum Change {
        NONE,
        AMONG_OTHERS,
        BODY,
        ID,
        TIME,
        CODE,
        VERSION,
        TOO_OLD,
        TOO_NEW,
        OTHER_KEY;

        boolean isValid() {
            return this == NONE || this == AMONG_OTHERS;
        }

        String secret() {
            return this == OTHER_KEY ? OTHER_SECRET : SECRET;
        }

        Sent sent(String id, String body, Signer signer) throws Exception {
            long age = this == TOO_OLD ? 310 : this == TOO_NEW ? -310 : 0;
            long time = Instant.now().getEpochSecond() - age;
            String code = signer.sign(time, body);
            return switch (this) {
                case AMONG_OTHERS -> new Sent(id, time, "v1,AAAA v2,BBBB " + code + " v1a,CCCC", body);
                case BODY -> new Sent(id, time, code, body + " ");
                case ID -> new Sent(id + "x", time, code, body);
                case TIME -> new Sent(id, time + 1, code, body);
                case CODE -> new Sent(id, time, code.substring(0, 3) + "AAAA" + code.substring(7), body);
                case VERSION -> new Sent(id, time, "v2," + code.substring(3), body);
                default -> new Sent(id, time, code, body);
            };
        }
    }

    record Sent(String id, long time, String code, String body) {
        Map<String, List<String>> headers(String prefix) {
            return Map.of(
                    prefix + "-id", List.of(id),
                    prefix + "-timestamp", List.of(Long.toString(time)),
                    prefix + "-signature", List.of(code));
        }
    }

    private interface Signer {
        String sign(long time, String body) throws Exception;
    }

    private interface Check {
        void run() throws Exception;
    }
}
