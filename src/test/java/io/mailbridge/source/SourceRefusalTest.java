package io.mailbridge.source;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailbridge.provider.Profiles;
import io.mailbridge.settings.InvalidSetting;
import io.mailbridge.settings.Settings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Properties;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sources that the start would otherwise accept, or refuse with an unhelpful message. */
class SourceRefusalTest {
    @TempDir
    Path home;

    @Test
    void shouldRefuseAListOfTokensWithoutAToken() {
        assertThatThrownBy(sources("demo.provider", "generic", "demo.token", " , "))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContaining("bridge.sources.demo.token")
                .hasMessageContaining("auth=bearer needs it");
    }

    @Test
    void shouldNameTheWholeKeyOfAFieldThatIsUnknown() {
        assertThatThrownBy(sources("shop.provider", "generic", "shop.auth", "none", "shop.fields.rcpt", "to"))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContaining("bridge.sources.shop.fields.rcpt")
                .hasMessageContaining("fields.recipient");
    }

    @Test
    void shouldRefuseAKeyThatEndsBeforeTheName() {
        assertThatThrownBy(sources("", "x"))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContaining("bridge.sources.<name>");
    }

    @ParameterizedTest
    @CsvSource({
        "auth=bearer,        query-name is not used with auth=bearer",
        "header-name=X-Auth, query-name is not used with auth=header",
        "auth=path,          query-name is not used with auth=path",
    })
    void shouldRefuseANameOfAParameterThatIsNotRead(String other, String message) {
        String[] key = other.split("=");
        assertThatThrownBy(sources(
                        "shop.provider",
                        "generic",
                        "shop.token",
                        "t",
                        "shop.query-name",
                        "s3cret",
                        "shop." + key[0],
                        key[1]))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContaining("bridge.sources.shop." + message)
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void shouldRefuseAValidationKeyThatNoReplyHolds() {
        assertThatThrownBy(sources("shop.provider", "azure-acs", "shop.token", "t", "shop.validation-key", "s3cret"))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContaining(
                        "bridge.sources.shop.validation-key is not used: no reply of the profile 'azure-acs'")
                .hasMessageNotContaining("s3cret");
        assertThatCode(sources("shop.provider", "socketlabs", "shop.secret", "s", "shop.validation-key", "s3cret"))
                .doesNotThrowAnyException();
    }

    private ThrowingCallable sources(String... keysAndValues) {
        Properties given = new Properties();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            given.put("bridge.sources." + keysAndValues[i], keysAndValues[i + 1]);
        }
        return () -> Sources.from(
                Settings.load(home, Map.of(), given), Profiles.load(null), Clock.systemUTC(), new NoCertificates());
    }
}
