package io.mailbridge.provider;

import static io.mailbridge.provider.Normalizing.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailbridge.event.BounceType;
import io.mailbridge.event.EmailEvent;
import io.mailbridge.event.EventType;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GenericProfileTest {
    private final Profile generic = Normalizing.profile("generic");

    @Test
    void shouldTakeOneObject() {
        EmailEvent event = event(
                generic,
                "{'id':'1','type':'delivered','recipient':'a@b.c','timestamp':1767690140,'message_id':'m','shop':{'n':1}}");

        assertThat(event.id()).isEqualTo("generic:1");
        assertThat(event.type()).isEqualTo(EventType.DELIVERED);
        assertThat(event.recipient()).isEqualTo("a@b.c");
        assertThat(event.occurredAt()).isEqualTo(Instant.parse("2026-01-06T09:02:20Z"));
        assertThat(event.messageId()).isEqualTo("m");
        assertThat(event.metadata()).hasToString("{shop={\"n\":1}}");
    }

    @Test
    void shouldTakeAnArrayWithOtherCommonFieldNames() {
        EmailEvent event = event(
                generic,
                "[{'event_id':'1','event':'opened','email':'a@b.c','time':'2026-01-06T09:02:20Z','messageId':'m'}]");

        assertThat(event.id()).isEqualTo("generic:1");
        assertThat(event.type()).isEqualTo(EventType.OPENED);
        assertThat(event.recipient()).isEqualTo("a@b.c");
        assertThat(event.occurredAtEstimated()).isFalse();
        assertThat(event.messageId()).isEqualTo("m");
        assertThat(event.metadata()).isEmpty();
    }

    @Test
    void shouldTakeAStandardWebhook() {
        EmailEvent event = standardWebhook("webhook-id");

        assertThat(event.id()).isEqualTo("generic:msg_1");
        assertThat(event.type()).isEqualTo(EventType.DELIVERED);
        assertThat(event.recipient()).isEqualTo("a@b.c");
        assertThat(event.messageId()).isEqualTo("m");
        assertThat(event.occurredAt()).isEqualTo(Instant.parse("2026-01-06T09:02:20.5Z"));
        assertThat(event.metadata().keySet()).containsExactly("data");
        assertThat(standardWebhook("svix-id").id()).isEqualTo("generic:msg_1");
    }

    @Test
    void shouldGiveEachEventOfOneStandardWebhookItsOwnId() {
        Origin origin = new Origin("test", Normalizing.RECEIVED_AT, false, Map.of("webhook-id", "msg_1")::get);

        assertThat(Normalizing.normalize(generic, "[{'type':'opened'},{'type':'clicked'}]", origin)
                        .events())
                .extracting(EmailEvent::id)
                .doesNotHaveDuplicates()
                .allMatch(id -> id.startsWith("generic:msg_1"));
    }

    @Test
    void shouldPreferTheEventsOwnMembersToThoseOfItsData() {
        EmailEvent event = event(
                generic,
                "{'id':'1','type':'opened','email':'a@b.c','created_at':'2026-01-06T09:00:00Z','messageId':'m','data':"
                        + "{'id':'2','type':'bounced','recipient':'d@e.f','timestamp':1767690140,'message_id':'n'}}");

        assertThat(event.id()).isEqualTo("generic:1");
        assertThat(event.type()).isEqualTo(EventType.OPENED);
        assertThat(event.recipient()).isEqualTo("a@b.c");
        assertThat(event.messageId()).isEqualTo("m");
        assertThat(event.occurredAt()).isEqualTo(Instant.parse("2026-01-06T09:00:00Z"));
    }

    private EmailEvent standardWebhook(String header) {
        Origin origin = new Origin("test", Normalizing.RECEIVED_AT, false, Map.of(header, "msg_1")::get);
        String body = "{'type':'delivered','timestamp':'2026-01-06T09:02:20.5Z',"
                + "'data':{'id':'thing','email':'a@b.c','message_id':'m'}}";
        return Normalizing.normalize(generic, body, origin).events().get(0);
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void shouldTakeEachCommonTypeByItsName(EventType type) {
        assertThat(event(generic, "{'type':'" + type.wireName() + "'}").type()).isEqualTo(type);
    }

    @Test
    void shouldNotGuessTypes() {
        EmailEvent bounced = event(generic, "{'type':'bounced'}");

        assertThat(event(generic, "{'type':'hard_bounce'}").type()).isEqualTo(EventType.UNKNOWN);
        assertThat(bounced.bounce().type()).isEqualTo(BounceType.UNDETERMINED);
    }

    @Test
    void shouldTakeFieldsAndTypesFromTheSource() {
        Profile shop = generic.withSettings(Map.of(
                "fields.id", "meta.uid",
                "fields.type", "kind",
                "fields.recipient", "data.user.email",
                "fields.timestamp", "at",
                "fields.message-id", "data.message",
                "types.order.bounced", "bounced",
                "types.seen", "opened"));

        EmailEvent event = event(
                shop,
                "{'meta':{'uid':7},'kind':'order.bounced','at':1767690140,'email':'not me',"
                        + "'data':{'user':{'email':'a@b.c'},'message':'m'}}");

        assertThat(event.id()).isEqualTo("generic:7");
        assertThat(event.type()).isEqualTo(EventType.BOUNCED);
        assertThat(event.providerEvent()).isEqualTo("order.bounced");
        assertThat(event.recipient()).isEqualTo("a@b.c");
        assertThat(event.messageId()).isEqualTo("m");
        assertThat(event.occurredAtEstimated()).isFalse();
        assertThat(event.metadata().keySet()).containsExactly("meta", "email", "data");
        assertThat(event(shop, "{'kind':'seen'}").type()).isEqualTo(EventType.OPENED);
        assertThat(event(shop, "{'kind':'delivered'}").type()).isEqualTo(EventType.DELIVERED);
        assertThat(event(generic, "{'type':'seen'}").type()).isEqualTo(EventType.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fields.subject  | title   | fields.subject = 'title': the keys are fields.id, fields.message-id, ",
                "fields.id       | a..b    | fields.id = 'a..b': a path is names joined with dots",
                "fields.id       | ''      | fields.id = '': a path is names joined with dots",
                "types.x         | bounce  | types.x = 'bounce': a type is one of processed, sent, deferred",
                "types.          | bounced | types. = 'bounced': the platform's name of an event follows",
                "secret          | ***     | secret = '***': the keys are fields.id",
            })
    void shouldRefuseSettingsItDoesNotUnderstand(String key, String value, String message) {
        assertThatThrownBy(() -> generic.withSettings(Map.of(key, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void shouldRefuseSettingsForAPlatformThatIsKnown() {
        assertThatThrownBy(() -> Normalizing.profile("sendgrid").withSettings(Map.of("fields.id", "x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("fields.id = 'x': the profile 'sendgrid' takes no fields.* or types.*,"
                        + " it knows its platform's fields");
        assertThat(Normalizing.profile("sendgrid").withSettings(Map.of()).name())
                .isEqualTo("sendgrid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'text'", "1", "null", "true"})
    void shouldRefuseABodyThatIsNeitherObjectNorArray(String body) {
        assertThatThrownBy(() -> Normalizing.normalize(generic, body)).isInstanceOf(UnreadableBody.class);
    }

    @Test
    void shouldLeaveCredentialsToTheSource() {
        assertThat(generic.defaultAuth()).isNull();
        assertThat(generic.signature().name()).isEqualTo("standard-webhooks");
    }
}
