package io.mailbridge.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.event.EmailEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InfobipEmailProfileTest {
    private final Profile infobip = Normalizing.profile("infobip-email");

    @ParameterizedTest
    @CsvSource({
        "ACCEPTED, , processed",
        "PENDING, , processed",
        "UNDELIVERABLE, , bounced undetermined unknown",
        "EXPIRED, true, bounced soft timed_out",
        "REJECTED, true, dropped unknown",
        "DELIVERED, , delivered",
        "NEW, , unknown",
    })
    void shouldReadTheGroupOfADeliveryReport(String group, String permanent, String expected) {
        EmailEvent event = report("'to':'a@b.c','status':{'groupName':'" + group + "','description':'Why'},"
                + "'error':{'permanent':" + permanent + ",'description':'No Error'}");

        assertThat(TypeAndReason.of(event)).isEqualTo(expected);
        assertThat(event.providerEvent()).isEqualTo(group);
    }

    @ParameterizedTest
    @CsvSource({
        "COMPLAINED, complained",
        "UNSUBSCRIBED, unsubscribed",
        "LATE_BOUNCE, bounced undetermined unknown",
        "FORWARDED, unknown"
    })
    void shouldReadATrackingReport(String type, String expected) {
        assertThat(TypeAndReason.of(event("'notificationType':'" + type + "'"))).isEqualTo(expected);
    }

    @Test
    void shouldNotTakeAReportOfAnotherChannelForOneOfMail() {
        assertThat(TypeAndReason.of(report("'channel':'SMS','to':'441134960000','status':{'groupName':'DELIVERED'}")))
                .isEqualTo("other");
        assertThat(TypeAndReason.of(report("'channel':'EMAIL','to':'a@b.c','status':{'groupName':'DELIVERED'}")))
                .isEqualTo("delivered");
    }

    @Test
    void shouldSayWhatStatusAndErrorSay() {
        EmailEvent event = report("'status':{'groupName':'UNDELIVERABLE','description':'Not delivered'},"
                + "'error':{'name':'EC_X','description':'Mailbox busy','permanent':false}");

        assertThat(event.reason().text()).isEqualTo("Not delivered:Mailbox busy");
        assertThat(event.bounce().providerClass()).isEqualTo("EC_X");
    }

    @Test
    void shouldReadCallbackDataThatIsJsonOrNot() {
        assertThat(event("'notificationType':'OPENED','callbackData':'order=1'").metadata())
                .hasToString("{callbackData=\"order=1\"}");
        assertThat(event("'notificationType':'OPENED','callbackData':'{\\'order\\':1}'")
                        .metadata())
                .hasToString("{order=1}");
    }

    @Test
    void shouldFindTheCountryInEitherSpelling() {
        assertThat(event("'notificationType':'OPENED','geoLocation':{'countryName':'Croatia'}")
                        .engagement()
                        .geo()
                        .country())
                .isEqualTo("Croatia");
        assertThat(event("'notificationType':'OPENED','geoLocation':{'country_name':'Croatia','city':'Split'}")
                        .engagement()
                        .geo()
                        .country())
                .isEqualTo("Croatia");
    }

    @Test
    void shouldRejectAReportWithoutAStatusAlone() {
        Normalized normalized =
                Normalizing.normalize(infobip, "{'results':[{'to':'a@b.c'},{'status':{'groupName':'DELIVERED'}},1]}");

        assertThat(normalized.events()).hasSize(1);
        assertThat(normalized.rejected()).hasSize(2);
    }

    private EmailEvent report(String members) {
        return event("'results':[{" + members + "}]");
    }

    private EmailEvent event(String members) {
        return Normalizing.event(infobip, "{" + members + "}");
    }
}
