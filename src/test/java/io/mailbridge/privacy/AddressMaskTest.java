package io.mailbridge.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.event.EmailEvent;
import io.mailbridge.event.EventReader;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressMaskTest {
    @ParameterizedTest
    @CsvSource({
        "alice@example.org, a***@example.org",
        "al@example.org, ***@example.org",
        "bob@localhost, b***@localhost",
        "'\"odd, one\"@example.org', '\"***@example.org'",
        "jürgen@bücher.example, j***@bücher.example",
        "😀😀😀@example.org, 😀***@example.org",
        "+491701234567, +***",
        "@, ***@",
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08,"
                + " 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    })
    void shouldHideWhoseARecipientIs(String recipient, String shown) {
        assertThat(AddressMask.recipient(recipient)).isEqualTo(shown);
    }

    @Test
    void shouldHideEachAddressOfATextAndNothingElse() {
        assertThat(AddressMask.text("550 <ann.a@example.com>, mailto:bob%40example.org?x=1: no such user"))
                .isEqualTo("550 <a***@example.com>, mailto:b***@example.org?x=1: no such user");
        assertThat(AddressMask.text(AddressMask.text("ann@example.com"))).isEqualTo("a***@example.com");
        assertThat(AddressMask.text("no address")).isEqualTo("no address");
        assertThat(AddressMask.text(null)).isNull();
        assertThat(AddressMask.recipient(null)).isNull();
    }

    @Test
    void shouldHideAddressesInAllOfAnEventExceptItsMessageIds() {
        EmailEvent event = EventReader.read((Object) """
                {"id": "x:1/ann@example.com", "type": "bounced", "provider": "x", "provider_event": "bounce", "source": "shop",
                 "occurred_at": "2026-01-06T09:02:20.000Z", "received_at": "2026-01-06T09:02:20.000Z",
                 "message_id": "4711@mail.example.net", "recipient": "ann@example.com", "tags": [],
                 "metadata": {"friend": "bob@example.org"},
                 "bounce": {"type": "hard", "mta_response": "550 ann@example.com unknown"},
                 "reason": {"code": "invalid_address", "text": "550 ann@example.com unknown"}}
                """);

        EmailEvent masked = AddressMask.event(event);

        assertThat(masked.recipient()).isEqualTo("a***@example.com");
        assertThat(masked.id()).isEqualTo("x:1/a***@example.com");
        assertThat(masked.messageId()).isEqualTo("4711@mail.example.net");
        assertThat(masked.metadataText("friend")).isEqualTo("b***@example.org");
        assertThat(masked.bounce().mtaResponse()).isEqualTo("550 a***@example.com unknown");
        assertThat(masked.reason().text()).isEqualTo("550 a***@example.com unknown");
    }

    @Test
    void shouldShowAPayloadThatIsNotText() {
        byte[] payload = "{\"to\":\"ann@example.com\"}".getBytes(StandardCharsets.UTF_8);
        byte[] broken = {'a', 'n', 'n', '@', 'x', '.', 'y', ' ', (byte) 0xff};

        assertThat(AddressMask.payload(payload)).isEqualTo("{\"to\":\"a***@example.com\"}");
        assertThat(AddressMask.payload(broken)).startsWith("a***@x.y");
    }
}
