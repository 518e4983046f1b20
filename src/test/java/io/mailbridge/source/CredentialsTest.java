package io.mailbridge.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailbridge.provider.Profiles;
import io.mailbridge.settings.InvalidSetting;
import io.mailbridge.settings.Quantities;
import io.mailbridge.settings.Settings;
import io.mailbridge.signature.Verdict;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may post to a source, and which settings of a source are refused. */
class CredentialsTest {
    private static final Profiles PROFILES = Profiles.load(null);
    /** Of vectors.json. */
    private static final String SENDGRID_KEY =
            "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE83T4O/n84iotIvIW4mdBgQ/7dAfSmpqIM8kF9mN1"
                    + "flpVKS3GRqe62gw+2fNNRaINXvVpiglSI8eNEc6wEA3F+g==";

    @Test
    void shouldTakeEachOfSeveralTokensWhileOneIsRotated() {
        Credentials credentials = credentials("auth", "bearer", "token", "old, new");

        assertThat(accepts(credentials, "Authorization", "Bearer old")).isTrue();
        assertThat(accepts(credentials, "Authorization", "BEARER new")).isTrue();
        assertThat(accepts(credentials, "Authorization", "Bearer old, new")).isFalse();
        assertThat(accepts(credentials, "Authorization", "Bearernew")).isFalse();
        assertThat(accepts(credentials, "Authorization", "Bearer ")).isFalse();
        assertThat(accepts(credentials, "Other", "Bearer new")).isFalse();
    }

    @Test
    void shouldCompareTheHeaderAndTheBasicPair() {
        Credentials header = credentials("header-name", "X-Token", "token", "t");
        Credentials basic = credentials("username", "u", "password", "p:1");

        assertThat(accepts(header, "x-token", "t")).isTrue();
        assertThat(accepts(header, "x-token", "T")).isFalse();
        assertThat(accepts(basic, "Authorization", "Basic " + base64("u:p:1"))).isTrue();
        assertThat(accepts(basic, "Authorization", "Basic " + base64("u:p"))).isFalse();
        assertThat(accepts(basic, "Authorization", "Bearer " + base64("u:p:1"))).isFalse();
        assertThat(header.challenge()).isNull();
        assertThat(basic.challenge()).startsWith("Basic ");
    }

    @Test
    void shouldLetEverybodyInOnlyWhenToldSo() {
        assertThat(accepts(credentials("auth", "none"), "Any", "thing")).isTrue();
        assertRefused("auth=", "bearer, header, basic", new String[0]);
        assertRefused("token", "auth=bearer needs it", "auth", "bearer");
        assertRefused("password", "auth=basic needs it", "auth", "basic", "username", "u");
        assertRefused("header-name", "auth=header needs it", "auth", "header", "token", "t");
        assertRefused("auth=open", "bearer, header, basic, query, path or none", "auth", "open");
        assertRefused("auth", "signature", "auth", "open");
        assertRefused("secret", "is missing", "auth", "signature");
        assertRefused("secret", "P-256", "secret", "no key");
        assertRefused("tolerance", "30s, 5m or 24h", "secret", SENDGRID_KEY, "tolerance", "soon");
    }

    @ParameterizedTest
    @CsvSource({
        "sendgrid, , 24h, true",
        "sendgrid, , 26h, false",
        "sendgrid, 5m, 1h, false",
        "sendgrid, 5m, 1m, true",
        "sendgrid, 0, 9999h, true",
        "mailgun, , 8h, true",
        "mailgun, , 10h, false",
        "mailgun, 30m, 1h, false",
        "mailersend, , 9999h, true",
        "customerio, , 4m, true",
        "customerio, , 6m, false",
        "customerio, 10m, 6m, true",
    })
    void shouldHoldTimestampsToTheToleranceOfTheSourceOrElseOfItsProfile(
            String profile, String tolerance, String age, boolean inTime) {
        Map<String, String> keys =
                new HashMap<>(Map.of("provider", profile, "secret", profile.equals("sendgrid") ? SENDGRID_KEY : "k"));
        if (tolerance != null) {
            keys.put("tolerance", tolerance);
        }
        String time =
                Long.toString(Instant.now().minus(Quantities.duration(age)).getEpochSecond());
        byte[] body = ("{\"signature\":{\"timestamp\":\"" + time + "\",\"token\":\"t\",\"signature\":\"00\"}}")
                .getBytes(StandardCharsets.UTF_8);
        Verdict verdict = sources(
                        "demo",
                        keys.entrySet().stream()
                                .flatMap(key -> Stream.of(key.getKey(), key.getValue()))
                                .toArray(String[]::new))
                .find("demo")
                .credentials()
                .check(new ReceivedRequest("demo", name -> name.endsWith("imestamp") ? time : "00", body));

        // the signature is checked last
        assertThat(verdict.reason())
                .contains(inTime ? "the signature is not that" : "older than the source's tolerance");
    }

    @Test
    void shouldTakeTheSchemeOfThePlatformWhereItsKeyIsThere() {
        assertThat(credentials("secret", SENDGRID_KEY)).isInstanceOf(Credentials.Signed.class);
        assertThat(accepts(credentials("secret", SENDGRID_KEY), "Any", "thing")).isFalse();
        assertThat(credentials("secret", SENDGRID_KEY, "auth", "none")).isInstanceOf(Credentials.None.class);
    }

    @Test
    void shouldRefuseUnknownProvidersNamesAndKeys() {
        assertThatThrownBy(() -> sources("demo", "provider", "sendgird", "auth", "none"))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContaining("sendgird")
                .hasMessageContaining("allowed: one of")
                .hasMessageContaining(" resend, ");
        assertThatThrownBy(() -> sources("a b", "provider", "sendgrid", "auth", "none"))
                .hasMessageContaining("bridge.sources.a b");
        assertThatThrownBy(() -> sources("demo", "provider", "sendgrid", "auth", "none", "tokn", "s3cret"))
                .hasMessageContaining("bridge.sources.demo.tokn")
                .hasMessageNotContaining("s3cret");
    }

    private static void assertRefused(String key, String allowed, String... keys) {
        assertThatThrownBy(() -> credentials(keys))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContaining("bridge.sources.demo." + key)
                .hasMessageContaining(allowed);
    }

    private static Credentials credentials(String... keys) {
        String[] all = new String[keys.length + 2];
        all[0] = "provider";
        all[1] = "sendgrid";
        System.arraycopy(keys, 0, all, 2, keys.length);
        return sources("demo", all).find("demo").credentials();
    }

    private static Sources sources(String name, String... keys) {
        Properties system = new Properties();
        for (int i = 0; i < keys.length; i += 2) {
            system.setProperty("bridge.sources." + name + "." + keys[i], keys[i + 1]);
        }
        return Sources.from(
                Settings.load(Path.of("no-such-folder"), Map.of(), system),
                PROFILES,
                Clock.systemUTC(),
                new NoCertificates());
    }

    private static boolean accepts(Credentials credentials, String header, String value) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put(header, value);
        return credentials
                .check(new ReceivedRequest("eu", headers::get, new byte[0]))
                .isValid();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
