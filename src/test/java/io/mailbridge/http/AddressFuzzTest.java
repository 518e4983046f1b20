package io.mailbridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.provider.Profiles;
import io.mailbridge.settings.Settings;
import io.mailbridge.source.NoCertificates;
import io.mailbridge.source.Sources;
import io.vertx.core.http.impl.HttpUtils;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The door and the router read every URL in the same way, and no spelling of a token's name leaves it in an event. */
class AddressFuzzTest {
    private static final Sources SOURCES = sources();

    @Property(tries = 5000, edgeCases = EdgeCasesMode.NONE)
    void shouldFindWhatTheRouterFinds(@ForAll("urls") String url) {
        Address plain = Address.plain(url, SOURCES);
        if (plain == null) {
            return;
        }
        String[] parts = url.split("\\?", 2);
        Address routed = Address.routed(HttpUtils.normalizePath(parts[0]), parts.length < 2 ? null : parts[1], SOURCES);

        assertThat(routed.source()).isSameAs(plain.source());
        assertThat(routed.token()).isEqualTo(plain.token());
        assertThat(routed.query()).isEqualTo(plain.query());
    }

    @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
    void shouldLeaveNoTokenInAnEvent(@ForAll("queries") String query) {
        String event = SOURCES.find("query").credentials().withoutSecret(query);

        assertThat(event.split("&")).noneMatch(parameter -> parameter.matches("(t|%74)oken(=.*)?"));
        assertThat(query.split("&")).containsAll(event.isEmpty() ? List.of() : List.of(event.split("&")));
    }

    @Provide
    Arbitrary<String> urls() {
        Arbitrary<String> parts = Arbitraries.of(
                "/",
                "/",
                "webhooks",
                "plain",
                "path",
                "query",
                "?",
                "#",
                "&",
                ".",
                "..",
                "%2e",
                "%2F",
                "%70",
                "secret",
                "token=",
                ";",
                "%",
                "//");
        return parts.list().ofMaxSize(8).map(list -> "/webhooks/" + String.join("", list));
    }

    @Provide
    Arbitrary<String> queries() {
        return Arbitraries.of("token", "%74oken", "=", "=", "&", "&", "a", "secret", "%", "%zz", "+", "[b]")
                .list()
                .ofMaxSize(10)
                .map(list -> String.join("", list));
    }

    private static Sources sources() {
        Properties keys = new Properties();
        for (String name : new String[] {"plain", "path", "query"}) {
            keys.put("bridge.sources." + name + ".provider", "sendgrid");
            keys.put("bridge.sources." + name + ".auth", name.equals("plain") ? "none" : name);
            keys.put("bridge.sources." + name + ".token", "secret");
        }
        return Sources.from(
                Settings.load(Path.of("no-such-folder"), Map.of(), keys),
                Profiles.load(null),
                Clock.systemUTC(),
                new NoCertificates());
    }
}
