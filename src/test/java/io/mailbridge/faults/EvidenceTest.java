package io.mailbridge.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailbridge.support.LoadAnswer;
import io.mailbridge.support.SendGridEvents;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The auditor finds what it is for. */
class EvidenceTest {
    private static final URI TARGET = URI.create("http://127.0.0.1/webhooks/shop");
    private static final String ID = "sendgrid:one";
    private static final String BODY = SendGridEvents.batch(List.of("one"));
    private static final Copy COPY = Copy.expected("shop", BODY).get(0);
    private static final LoadAnswer ACCEPTED = answer(200);
    private static final LoadAnswer REFUSED = answer(503);

    @Test
    void shouldBeContentWithOneCopyOfWhatWasAccepted() {
        Audit audit = judged(List.of(ACCEPTED), List.of(sent(1)), Map.of());
        assertThat(audit).isEqualTo(new Audit(1, 1, 0, 0, 0, 0, ACCEPTED.latency(), Duration.ZERO));
    }

    @Test
    void shouldFindWhatWasAcceptedAndIsStoredNowhere() {
        assertThatThrownBy(() -> judged(List.of(ACCEPTED), List.of(), Map.of()))
                .hasMessageContainingAll("stored nowhere", ID);
    }

    @Test
    void shouldNotMissWhatWasRefused() {
        assertThat(judged(List.of(REFUSED), List.of(), Map.of()).events()).isEqualTo(1);
    }

    @Test
    void shouldFindAnotherKeyOrValue() {
        List<Copy> key = List.of(new Copy(ID, "somebody", COPY.value(), 1));
        List<Copy> value = List.of(new Copy(ID, COPY.key(), COPY.value() + " ", 1));
        assertThatThrownBy(() -> judged(List.of(ACCEPTED), key, Map.of())).hasMessageContaining("copies of " + ID);
        assertThatThrownBy(() -> judged(List.of(ACCEPTED), value, Map.of())).hasMessageContaining("copies of " + ID);
    }

    @Test
    void shouldAllowAnotherTimeOfReceiptForAFurtherRequestOnly() {
        List<Copy> copies = List.of(
                sent(1), new Copy(ID, COPY.key(), COPY.value().replaceFirst("(received_at\":\")....", "$11999"), 2));
        assertThat(judged(List.of(REFUSED, ACCEPTED), copies, Map.of()).resent())
                .isEqualTo(1);
        assertThatThrownBy(() -> judged(List.of(ACCEPTED), copies, Map.of(ID, 1L)))
                .hasMessageContaining("values of " + ID);
    }

    @Test
    void shouldExplainASecondSendByARowOnly() {
        List<Copy> twice = List.of(sent(1), sent(2));
        assertThat(judged(List.of(ACCEPTED), twice, Map.of(ID, 1L)).replayed()).isEqualTo(1);
        assertThatThrownBy(() -> judged(List.of(ACCEPTED), twice, Map.of()))
                .hasMessageContainingAll("without a row", ID);
    }

    @Test
    void shouldTakeCopiesOfOneSendForARetryByTheProducer() {
        Audit audit = judged(List.of(ACCEPTED), List.of(sent(1), sent(1)), Map.of());
        assertThat(audit.repeated()).isEqualTo(1);
        assertThat(audit.replayed()).isZero();
    }

    @Test
    void shouldFindWhatNobodySent() {
        Map<String, List<Copy>> stored = Map.of(ID, List.of(sent(1)), "sendgrid:other", List.of(COPY));
        assertThatThrownBy(() -> new Evidence("shop", List.of(ACCEPTED), stored, Map.of()).judged())
                .hasMessageContaining("sent by no platform");
    }

    @Test
    void shouldFindALateAnswer() {
        LoadAnswer late = new LoadAnswer(TARGET, List.of("one"), BODY, 200, Duration.ofSeconds(3));
        assertThatThrownBy(() -> judged(List.of(late), List.of(sent(1)), Map.of()))
                .hasMessageContaining("slowest answer");
    }

    private static Audit judged(List<LoadAnswer> answers, List<Copy> copies, Map<String, Long> rows) {
        return new Evidence("shop", answers, copies.isEmpty() ? Map.of() : Map.of(ID, copies), rows).judged();
    }

    private static Copy sent(long at) {
        return new Copy(ID, COPY.key(), COPY.value(), at);
    }

    private static LoadAnswer answer(int status) {
        return new LoadAnswer(TARGET, List.of("one"), BODY, status, Duration.ofMillis(20));
    }
}
