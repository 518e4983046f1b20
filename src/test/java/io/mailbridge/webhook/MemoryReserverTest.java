package io.mailbridge.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailbridge.provider.Profiles;
import io.mailbridge.source.Credentials;
import io.mailbridge.source.RequestRefused;
import io.mailbridge.source.Source;
import io.mailbridge.support.Payloads;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class MemoryReserverTest {
    private static final String BODY = "[" + "{\"event\":\"open\"},".repeat(99) + "{\"event\":\"open\"}]";
    private static final long NEED = need(BODY);

    private static final Source OTHER = new Source("other", Requests.SHOP.profile(), new Credentials.None());

    private final MemoryReserver reserver = new MemoryReserver(2 * NEED, List.of("shop"));

    @Test
    void shouldRefuseWhatDoesNotFitBesideTheOthers() {
        reserver.process(request());
        reserver.process(request());

        assertThatThrownBy(() -> reserver.process(request()))
                .isInstanceOfSatisfying(RequestRefused.class, refused -> assertThat(refused.status())
                        .isEqualTo(503));
    }

    @Test
    void shouldTakeTheNextWhenOneIsDone() {
        Exchange first = request();
        reserver.process(first);
        reserver.process(request());

        first.getExchangeExtension().handoverCompletions().forEach(completion -> completion.onComplete(first));

        assertThatCode(() -> reserver.process(request())).doesNotThrowAnyException();
        assertThatThrownBy(() -> reserver.process(request())).isInstanceOf(RequestRefused.class);
    }

    /** Some bodies become much more than they show: the events of each recipient hold all that the message has. */
    @Test
    void shouldTakeMoreForTheRecipientsOfAMessage() {
        Exchange first = request();
        reserver.process(first);
        Exchange second = request();
        reserver.process(second);

        assertThatThrownBy(() -> WebhookRequest.of(second).memory().accept(1)).isInstanceOf(RequestRefused.class);
        end(first);
        WebhookRequest.of(second).memory().accept(NEED);
        assertThatThrownBy(() -> reserver.process(request())).isInstanceOf(RequestRefused.class);
        // alone it always fits
        WebhookRequest.of(second).memory().accept(10 * NEED);
        end(second);
        reserver.process(request());
        reserver.process(request());
    }

    private static void end(Exchange exchange) {
        exchange.getExchangeExtension().handoverCompletions().forEach(completion -> completion.onComplete(exchange));
    }

    @Test
    void shouldGiveEachSourceBackWhatItHeld() {
        MemoryReserver shared = new MemoryReserver(10 * NEED, List.of("shop", "other"));
        for (int i = 0; i < 20; i++) {
            Exchange exchange = request();
            shared.process(exchange);
            shared.process(Requests.of(OTHER, "[]"));
            exchange.getExchangeExtension().handoverCompletions().forEach(done -> done.onComplete(exchange));
        }
    }

    @Test
    void shouldShareHalfOfTheHeap() {
        MemoryReserver ofHeap = MemoryReserver.ofHeap(List.of("shop"));
        Exchange large = Requests.of(Requests.SHOP, "[" + "{},".repeat(400_000) + "{}]");
        long need = MemoryReserver.need(WebhookRequest.of(large).body());
        long fitting = Runtime.getRuntime().maxMemory() / 2 / need;

        for (long i = 0; i < fitting; i++) {
            ofHeap.process(large);
        }

        assertThatThrownBy(() -> ofHeap.process(large)).isInstanceOf(RequestRefused.class);
    }

    @Test
    void shouldTakeOneThatIsLargerThanAllRoomWhenItIsAlone() {
        MemoryReserver small = new MemoryReserver(1, List.of("shop"));

        small.process(request());

        assertThatThrownBy(() -> small.process(request())).isInstanceOf(RequestRefused.class);
    }

    @Test
    void shouldLeaveAFifthToTheOtherSourcesWhoeverHoldsTheRest() {
        MemoryReserver shared = new MemoryReserver(10 * NEED, List.of("shop", "other"));
        for (int i = 0; i < 8; i++) {
            shared.process(request());
        }

        assertThatThrownBy(() -> shared.process(request())).isInstanceOf(RequestRefused.class);
        assertThatCode(() -> shared.process(Requests.of(OTHER, BODY))).doesNotThrowAnyException();
    }

    @Test
    void shouldWeighWhatABodyBecomes() {
        assertThat(need("[]")).isLessThan(100);
        assertThat(need("[" + "{},".repeat(10_000) + "{}]")).isBetween(20_000_000L, 25_000_000L);
        assertThat(need(Payloads.text("sendgrid/delivered.json"))).isBetween(4_000L, 10_000L);
        assertThat(need("[" + "1,".repeat(999) + "1]")).isEqualTo(2 * 2001 + 60 * 1000);
        assertThat(need("x".repeat(1_000_000))).isEqualTo(2_000_000);
    }

    /** Each name in brackets is an object, twice: in the form and in its JSON. */
    @Test
    void shouldWeighTheTreeOfAForm() {
        String form = ("a" + "[b]".repeat(31) + "=1&").repeat(1000);
        byte[] bytes = form.getBytes(StandardCharsets.UTF_8);
        long tree = MemoryReserver.needOfTree(bytes);

        assertThat(tree).isBetween(20_000_000L, 25_000_000L);
        assertThat(MemoryReserver.needOfTree(form.replace("[", "%5B").getBytes(StandardCharsets.UTF_8)))
                .isBetween(tree, tree + 500_000);
        assertThat(MemoryReserver.needOfTree(bytes("a=1&b[c]=2"))).isEqualTo(2000 + 4 * 10 + 700 * 3);
        assertThat(MemoryReserver.needOfTree(bytes("a=1&".repeat(1_000_000))))
                .isEqualTo(2000 + 16_000_000 + 700 * 32_000);

        Source forms = new Source("shop", Profiles.load(null).find("activecampaign"), new Credentials.None());
        MemoryReserver small = new MemoryReserver(2 * MemoryReserver.need(bytes), List.of("shop"));
        small.process(Requests.of(forms, form));
        assertThatThrownBy(() -> small.process(Requests.of(forms, form))).isInstanceOf(RequestRefused.class);
        // of a platform that posts no forms it is nothing but bytes
        MemoryReserver same = new MemoryReserver(2 * MemoryReserver.need(bytes), List.of("shop"));
        same.process(Requests.of(Requests.SHOP, form));
        same.process(Requests.of(Requests.SHOP, form));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static long need(String body) {
        return MemoryReserver.need(body.getBytes(StandardCharsets.UTF_8));
    }

    private static Exchange request() {
        return Requests.of(Requests.SHOP, BODY);
    }
}
