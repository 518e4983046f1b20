package io.mailbridge.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.mailbridge.refused.RefusedFilter;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an action is for is never taken for more than was meant, and its reason goes to the log in one line. */
class OrderTest {
    private static final Instant NOW = Instant.parse("2026-01-06T10:00:00Z");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{",
                "{\"filter\":{}}",
                "{\"filter\":[]}",
                "{\"ids\":[]}",
                "{\"ids\":[7]}",
                "{\"ids\":{\"a\":1}}",
                "{\"all\":true,\"ids\":[\"7\"]}",
                "{\"all\":true,\"filter\":{\"reason\":\"expired\"}}",
                "{\"filter\":{\"raeson\":[\"expired\"]}}",
                "{\"filter\":{\"since\":\"yesterday\"}}",
                "{\"filter\":{\"since\":\"1h\",\"until\":\"2h\"}}",
                "{\"all\":false}",
            })
    void shouldRefuse(String selection) {
        assertThatExceptionOfType(NotDone.class)
                .isThrownBy(() -> SelectionReader.selection(selection, NOW))
                .matches(refused -> refused.status() == 400);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"all":true}                                                         | all
            {"ids":["1","2"]}                                                    | id=1,2
            {"filter":{"reason":["expired","record_invalid"],"source":"shop"}}   | reason=expired,record_invalid source=shop
            {"filter":{"provider":["generic"],"type":["bounced"]}}               | platform=generic type=bounced
            {"filter":{"since":"1h","until":"2026-01-06T09:30"}}                 | since=2026-01-06T09:00:00Z until=2026-01-06T09:30:00Z
            {"filter":{"text":"reader@example.com"}}                             | text='r***@example.com'
            """)
    void shouldSelect(String selection, String selected) throws NotDone {
        assertThat(SelectionReader.selection(selection, NOW)).hasToString(selected);
    }

    @Test
    void shouldWantAReasonInOneLineWithoutAddresses() throws NotDone {
        assertThat(Order.reason(" mended\nforged line for reader@example.com "))
                .isEqualTo("mended forged line for r***@example.com");
        assertThat(Order.reason("x".repeat(1000))).hasSize(500);
        for (String none : new String[] {null, "", " \n"}) {
            assertThatExceptionOfType(NotDone.class).isThrownBy(() -> Order.reason(none));
        }
    }

    @Test
    void shouldAskAboveAHundred() {
        assertThatNoException().isThrownBy(() -> confirmed(0).requireConfirmation(100, "delete 100 rows"));
        assertThatNoException().isThrownBy(() -> confirmed(101).requireConfirmation(101, "delete 101 rows"));
        assertThatExceptionOfType(NotDone.class)
                .isThrownBy(() -> confirmed(101).requireConfirmation(102, "delete 102 rows"))
                .withMessage("This would delete 102 rows: confirm it with their number.")
                .matches(refused -> refused.status() == 409 && refused.toConfirm() == 102);
    }

    private static Order confirmed(long count) {
        return new Order("ops", "a test", RefusedFilter.ALL.withIds(List.of("1")), false, count, null, false);
    }
}
