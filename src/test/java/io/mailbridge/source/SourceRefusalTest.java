package io.mailbridge.source;

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

    private ThrowingCallable sources(String... keysAndValues) {
        Properties given = new Properties();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            given.put("bridge.sources." + keysAndValues[i], keysAndValues[i + 1]);
        }
        return () -> Sources.from(
                Settings.load(home, Map.of(), given), Profiles.load(null), Clock.systemUTC(), new NoCertificates());
    }
}
