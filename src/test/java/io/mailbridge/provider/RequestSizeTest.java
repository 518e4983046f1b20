package io.mailbridge.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

/** How large one request may become: a small body must not become many large events. */
class RequestSizeTest {

    @Test
    void shouldTakeTheLargestMessageOfSns() {
        assertThat(Normalizing.normalize(Normalizing.profile("amazon-ses"), sesEvent(50, 250_000))
                        .events())
                .hasSize(50);
    }

    /** Each of the events would carry all of an unknown event: 5 MB would become 5 GB. */
    @Test
    void shouldRefuseManyRecipientsOfALargeEvent() {
        assertThatThrownBy(() -> Normalizing.normalize(Normalizing.profile("amazon-ses"), sesEvent(1000, 5_000_000)))
                .isInstanceOf(UnreadableBody.class)
                .hasMessageNotContaining("xxx");
    }

    /** Each of the events would hold a list of its own: 1.8 million tags in all, of a body of 80 KB. */
    @Test
    void shouldRefuseManyRecipientsOfManyTags() {
        Profile lettermint = Normalizing.profile("lettermint");

        assertThat(Normalizing.normalize(lettermint, created(50, 1_000)).events())
                .hasSize(50);
        assertThatThrownBy(() -> Normalizing.normalize(lettermint, created(50, 36_000)))
                .isInstanceOf(UnreadableBody.class);
    }

    @Test
    void shouldSayWhatTheEventsOfAllRecipientsTake() {
        List<Long> told = new ArrayList<>();
        Normalizing.normalize(Normalizing.profile("lettermint"), created(50, 1_000), taking(told::add));

        // 1,000 tags in each of 50 events, 50 bytes a tag
        assertThat(told).singleElement().satisfies(bytes -> assertThat(bytes).isBetween(2_500_000L, 3_000_000L));
        assertThatIllegalStateException()
                .isThrownBy(
                        () -> Normalizing.normalize(Normalizing.profile("lettermint"), created(2, 1), taking(bytes -> {
                            throw new IllegalStateException();
                        })));
        Normalizing.normalize(Normalizing.profile("lettermint"), created(1, 1_000), taking(told::add));
        assertThat(told).hasSize(1);
    }

    private static Origin taking(LongConsumer memory) {
        return new Origin("test", Normalizing.RECEIVED_AT, false, name -> null, null, memory);
    }

    @Test
    void shouldRefuseMoreThanTenThousandSetupMessages() {
        String verification = "{'callbackId':'a','verificationKey':'b'}";
        Profile profile = Normalizing.profile("salesforce-ens");

        assertThat(Normalizing.normalize(profile, list(10_000, verification)).setupMessages())
                .hasSize(10_000);
        assertThatThrownBy(() -> Normalizing.normalize(profile, list(10_001, verification)))
                .isInstanceOf(UnreadableBody.class);
    }

    private static String sesEvent(int recipients, int filler) {
        return "{'eventType':'New','mail':{'destination':" + list(recipients, "'a@example.com'") + ",'filler':'"
                + "x".repeat(filler) + "'}}";
    }

    private static String created(int recipients, int tags) {
        return "{'event':'message.created','data':{'to':" + list(recipients, "'a@example.com'") + ",'tag':"
                + list(tags, "1") + "}}";
    }

    private static String list(int size, String element) {
        return "[" + String.join(",", Collections.nCopies(size, element)) + "]";
    }
}
