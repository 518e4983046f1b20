package io.mailbridge.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.event.Campaign;
import io.mailbridge.event.EmailEvent;
import io.mailbridge.event.Engagement;
import io.mailbridge.event.Geo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The older webhooks of Mailgun, which post forms. */
class MailgunFormsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "event=delivered                                    | delivered",
                "event=opened                                       | opened",
                "event=clicked                                      | clicked",
                "event=unsubscribed                                 | unsubscribed",
                "event=complained                                   | complained",
                "event=bounced                                      | bounced undetermined unknown",
                "event=bounced&code=550                             | bounced hard unknown",
                "event=bounced&code=550&error=550+5.2.2+full        | bounced hard mailbox_full",
                "event=bounced&code=5.7.1&error=550+no              | bounced block reputation",
                "event=dropped&code=605&reason=hardfail             | dropped previously_bounced",
                "event=dropped&code=606                             | dropped previously_unsubscribed",
                "event=dropped&code=607                             | dropped previously_complained",
                "event=dropped&code=499&reason=old                  | bounced soft timed_out",
                "event=dropped&reason=hardfail&code=550             | dropped unknown",
                "event=something_new                                | unknown",
                "event=opened&event=x                               | opened",
            })
    void shouldMapEachEventOfTheOlderForms(String form, String meaning) {
        assertThat(TypeAndReason.of(older(form))).isEqualTo(meaning);
    }

    @Test
    void shouldMapAFormWithTheSendersVariables() {
        EmailEvent event =
                older("event=clicked&recipient=a%40b.c&domain=d&url=https%3A%2F%2Fa.example&ip=192.0.2.1&country=US"
                        + "&region=CA&city=Rome&user-agent=UA&device-type=desktop&client-type=browser&client-name=F&client-os=L"
                        + "&campaign-id=c&campaign-name=C&tag=one&tag=two&mailing-list=l%40b.c&message-id=m%40x&h=1&order=1001"
                        + "&timestamp=1767690200&token=t&signature=s&attachment-count=0");

        assertThat(event.id()).isEqualTo("mailgun:t");
        assertThat(event.occurredAt()).isEqualTo("2026-01-06T09:03:20Z");
        assertThat(event.recipient()).isEqualTo("a@b.c");
        assertThat(event.messageId()).isEqualTo("m@x");
        assertThat(event.tags()).containsExactly("one", "two");
        assertThat(event.campaign()).isEqualTo(new Campaign("c", "C", null));
        assertThat(event.subscription().listId()).isEqualTo("l@b.c");
        assertThat(event.engagement())
                .isEqualTo(new Engagement(
                        "https://a.example", "192.0.2.1", "UA", new Geo("US", "CA", "Rome"), null, null));
        assertThat(event.metadata()).hasToString("{order=\"1001\"}");
    }

    @Test
    void shouldTakeTheRightOneOfEqualNames() {
        EmailEvent event =
                older("event=clicked&recipient=a%40b.c&timestamp=x&token=y&signature=z&timestamp=1767690201&token=t"
                        + "&signature=s&event=v&recipient=w");

        assertThat(event.id()).isEqualTo("mailgun:t");
        assertThat(event.providerEvent()).isEqualTo("clicked");
        assertThat(event.recipient()).isEqualTo("a@b.c");
        assertThat(event.occurredAt()).isEqualTo("2026-01-06T09:03:21Z");
    }

    @Test
    void shouldReadTheHeadersOfAForm() {
        EmailEvent event = older(
                "event=delivered&recipient=a%40b.c&Message-Id=%3Cm%40x%3E&X-Mailgun-Tag=one&X-Mailgun-Sid=1&id=7&timestamp=1767690201"
                        + "&token=t&message-headers=%5B%5B%22Subject%22%2C%22Hi%22%5D%5D");

        assertThat(event.messageId()).isEqualTo("m@x");
        assertThat(event.smtpMessageId()).isEqualTo("m@x");
        assertThat(event.subject()).isEqualTo("Hi");
        assertThat(event.tags()).containsExactly("one");
        assertThat(event.id()).isEqualTo("mailgun:t");
        assertThat(event.metadata()).isEmpty();
    }

    /** An event of the older webhooks. */
    private static EmailEvent older(String form) {
        Profile mailgun = Normalizing.profile("mailgun");
        String json = new String(mailgun.json(form.getBytes(UTF_8)), UTF_8);
        return Normalizing.event(mailgun, json);
    }
}
