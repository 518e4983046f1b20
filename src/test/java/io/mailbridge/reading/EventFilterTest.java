package io.mailbridge.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventFilterTest {
    private static final byte[] VALUE =
            "{\"recipient\":\"Ann@example.com\",\"tag\":\"VIP\"}".getBytes(StandardCharsets.UTF_8);
    private static final SeenEvent EVENT = new SeenEvent(
            "x:1",
            "bounced",
            "sendgrid",
            "shop",
            null,
            "m",
            "Ann@example.com",
            "17",
            "Spring Sale",
            "hard",
            null,
            null,
            false);

    @Test
    void shouldTakeAllUnlessAsked() {
        assertThat(EventFilter.ALL.accepts(EVENT, VALUE)).isTrue();
        assertThat(EventFilter.ALL.isAll()).isTrue();
        assertThat(EventFilter.ALL).hasToString("all");
    }

    @Test
    void shouldTakeOneOfAListAndPartsInWhateverCase() {
        assertThat(accepts(List.of("mail", "shop"), List.of("bounced"), "ANN@", "sale", "vip"))
                .isTrue();
        assertThat(accepts(List.of("mail"), List.of(), null, null, null)).isFalse();
        assertThat(accepts(List.of(), List.of("opened"), null, null, null)).isFalse();
        assertThat(accepts(List.of(), List.of(), "bob", null, null)).isFalse();
        assertThat(accepts(List.of(), List.of(), null, "17", null)).isTrue();
        assertThat(accepts(List.of(), List.of(), null, "autumn", null)).isFalse();
        assertThat(accepts(List.of(), List.of(), null, null, "gold")).isFalse();
        assertThat(new EventFilter(List.of(), List.of("mailgun"), List.of(), null, null, null).accepts(EVENT, VALUE))
                .isFalse();
    }

    @Test
    void shouldSayWhatItIsWithoutSayingWhoIsLookedFor() {
        assertThat(new EventFilter(List.of("a", "b"), List.of(), List.of("opened"), "ann", "spring", "bob"))
                .hasToString("source=a,b type=opened recipient=*** campaign=spring text=***");
    }

    private static boolean accepts(
            List<String> sources, List<String> types, String recipient, String campaign, String text) {
        return new EventFilter(sources, List.of(), types, recipient, campaign, text).accepts(EVENT, VALUE);
    }
}
