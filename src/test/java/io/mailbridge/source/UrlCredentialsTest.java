package io.mailbridge.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailbridge.provider.Profiles;
import io.mailbridge.settings.InvalidSetting;
import io.mailbridge.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tokens in a URL: who has them, and how little of them is to be seen. */
class UrlCredentialsTest {
    @TempDir
    Path profiles;

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "token=right,               true",
                "a=1&token=right&b=2,       true",
                "token=old+one%21,          true",
                "token=old%20one!,          true",
                "%74oken=right,             true",
                "token=right&token=wrong,   true",
                "token=wrong&token=right,   false",
                "token=Right,               false",
                "token=right%,              false",
                "token=rightright,          false",
                "token=,                    false",
                "token,                     false",
                "Token=right,               false",
                "xtoken=right,              false",
                "right,                     false",
                "'',                        false",
                "-,                         false",
            })
    void shouldCompareTheParameter(String query, boolean accepted) {
        Credentials credentials = credentials("auth", "query", "token", "right, old one!");

        assertThat(accepts(credentials, new RequestTarget("POST", query, null))).isEqualTo(accepted);
        assertThat(credentials.challenge()).isNull();
    }

    @Test
    void shouldTakeAnotherNameOfTheParameter() {
        Credentials credentials = credentials("query-name", "key", "token", "right");

        assertThat(accepts(credentials, new RequestTarget("POST", "key=right", null)))
                .isTrue();
        assertThat(accepts(credentials, new RequestTarget("POST", "token=right", null)))
                .isFalse();
    }

    @Test
    void shouldCompareThePath() {
        Credentials credentials = credentials("auth", "path", "token", "right,new-1");

        assertThat(accepts(credentials, new RequestTarget("POST", null, "right")))
                .isTrue();
        assertThat(accepts(credentials, new RequestTarget("POST", "x=1", "new-1")))
                .isTrue();
        assertThat(accepts(credentials, new RequestTarget("POST", "token=right", null)))
                .isFalse();
        assertThat(accepts(credentials, new RequestTarget("POST", null, "wrong")))
                .isFalse();
    }

    /** The token alone says nothing of where it is. */
    @Test
    void shouldLookWhereThePlatformSendsItsToken() throws IOException {
        Files.writeString(profiles.resolve("in-path.yaml"), """
                description: Postbox
                content-types: [application/json]
                auth: {default: path}
                body: {shape: array}
                fields: {provider_event: kind}
                types: {common-names: true}
                """);

        assertThat(credentials("provider", "in-path", "token", "right")).isInstanceOf(Credentials.Path.class);
        assertThat(credentials("provider", "sendgrid", "token", "right")).isInstanceOf(Credentials.Bearer.class);
    }

    @ParameterizedTest
    @CsvSource({
        "path,  token,      s3cret/x,   'token cannot be used for auth=path'",
        "path,  token,      .s3cret,    'token cannot be used for auth=path'",
        "path,  token,      's3cret,%', 'token cannot be used for auth=path'",
        "path,  token,      '',         'token= is empty; auth=path needs it'",
        "query, token,      ',',        'token= holds nothing but commas'",
        "query, query-name, a b,        'letters, digits'",
    })
    void shouldRefuseWhatCannotBeInAUrl(String auth, String key, String value, String message) {
        assertThatThrownBy(() -> credentials("auth", auth, "token", "right", key, value))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContaining("bridge.sources.shop." + key)
                .hasMessageContaining(message)
                .hasMessageNotContaining("s3cret");
    }

    @ParameterizedTest
    @CsvSource({
        "token=s&a=1&b=%20x&a=2, a=1&b=%20x&a=2",
        "a=1&%74oken=s&token=t,  a=1",
        "token=s,                ''",
        "a=1&b=%zz,              a=1&b=%zz",
    })
    void shouldLeaveNothingOfTheTokenInTheEvent(String query, String event) {
        assertThat(credentials("auth", "query", "token", "s").withoutSecret(query))
                .isEqualTo(event);
    }

    @Test
    void shouldNotBePrintedWithARequest() {
        RequestTarget target = new RequestTarget("GET", "token=s3cret", "s3cret");

        assertThat(target).hasToString("GET");
        assertThat(new ReceivedRequest("shop", target, name -> null, new byte[0]))
                .hasToString("request of shop");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "https://b.example/webhooks/shop?token=a, token=a, -",
                "/webhooks/shop/secret,                   -,       secret",
                "/webhooks/shop,                          -,       -",
                "/webhooks/shop/secret?a=1#x,             a=1,     secret",
            })
    void shouldReadAUrlThatSomebodyWritesDown(String url, String query, String token) {
        assertThat(RequestTarget.ofUrl(url, "shop")).isEqualTo(new RequestTarget("POST", query, token));
    }

    private Credentials credentials(String... keys) {
        Properties system = new Properties();
        system.setProperty("bridge.sources.shop.provider", "sendgrid");
        for (int i = 0; i < keys.length; i += 2) {
            system.setProperty("bridge.sources.shop." + keys[i], keys[i + 1]);
        }
        return Sources.from(
                        Settings.load(Path.of("no-such-folder"), Map.of(), system),
                        Profiles.load(profiles),
                        Clock.systemUTC(),
                        new NoCertificates())
                .find("shop")
                .credentials();
    }

    private static boolean accepts(Credentials credentials, RequestTarget target) {
        return credentials
                .check(new ReceivedRequest("shop", target, name -> null, new byte[0]))
                .isValid();
    }
}
