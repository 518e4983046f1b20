package io.mailbridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.provider.Profiles;
import io.mailbridge.settings.Settings;
import io.mailbridge.source.NoCertificates;
import io.mailbridge.source.Sources;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which URLs name a source, and what of them may be a token. */
class AddressTest {
    private static final Sources SOURCES = sources();

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "/webhooks/plain,            plain, -,         -",
                "/webhooks/plain?,           plain, '',        -",
                "/webhooks/plain?token=a/b,  plain, token=a/b, -",
                "/webhooks/plain?a?b,        plain, a?b,       -",
                "/webhooks/path,             path,  -,         -",
                "/webhooks/path/s3c-r.t_~,   path,  -,         s3c-r.t_~",
                "/webhooks/path/secret?x=/y, path,  x=/y,      secret",
            })
    void shouldFindASourceWithoutARouter(String uri, String source, String query, String token) {
        Address address = Address.plain(uri, SOURCES);

        assertThat(address.source().name()).isEqualTo(source);
        assertThat(address.query()).isEqualTo(query);
        assertThat(address.token()).isEqualTo(token);
        assertThat(address).hasToString(source);
    }

    /** What could be read in two ways is left to the router, which knows one. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/webhooks",
                "/webhooks/",
                "/webhooks/none",
                "/webhooks/none?x=1",
                "/webhooks/%70ath/secret",
                "/webhooks/plain/secret",
                "/webhooks/plain/../path/secret",
                "/webhooks/path/",
                "/webhooks/path/..",
                "/webhooks/path/../plain",
                "/webhooks/path/.secret",
                "/webhooks/path/a/b",
                "/webhooks/path/a%62",
                "/webhooks/path/secret/",
                "/webhooks/path/a;b",
                "/webhooks/plain#x",
                "/webhooks/plain?x#y",
                "/webhooks//plain?x",
                "/x/webhooks/plain",
            })
    void shouldLeaveTheRestToTheRouter(String uri) {
        assertThat(Address.plain(uri, SOURCES)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "/webhooks/plain,       plain, -",
                "/in/webhooks/plain,    plain, -",
                "/webhooks/path/secret, path,  secret",
                "/webhooks/none,        -,     -",
            })
    void shouldTakeWhatARouterHasMatched(String path, String source, String token) {
        Address address = Address.routed(path, "q", SOURCES);

        assertThat(address.source() == null ? null : address.source().name()).isEqualTo(source);
        assertThat(address.token()).isEqualTo(token);
        assertThat(address.query()).isEqualTo("q");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/webhooks/plain/secret",
                "/webhooks/none/secret",
                "/webhooks/path/",
                "/webhooks/path/a/b",
                "/webhooks/path/%2e"
            })
    void shouldKnowNoOtherPaths(String path) {
        assertThat(Address.routed(path, null, SOURCES)).isNull();
    }

    @Test
    void shouldHaveATokenInThePathOnlyWhereTheSourceAsksForIt() {
        assertThat(Address.plain("/webhooks/query/secret", SOURCES)).isNull();
        assertThat(Address.plain("/webhooks/query?token=secret", SOURCES).query())
                .isEqualTo("token=secret");
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
