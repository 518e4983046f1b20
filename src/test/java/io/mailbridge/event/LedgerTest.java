package io.mailbridge.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.event.OutboundRecord.Tag;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final Tag EVENT = new Tag("shop", "generic", null);
    private static final Tag DEAD = new Tag("shop", "generic", "not_json");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Ledger ledger = new Ledger(registry);

    @Test
    void shouldBeZeroBeforeTheFirstEvent() {
        ledger.open("shop", "generic");

        for (String name : new String[] {"received", "published", "buffered", "replayed"}) {
            assertThat(registry.get("bridge.events." + name)
                            .tags("source", "shop", "provider", "generic")
                            .counter()
                            .count())
                    .isZero();
        }
    }

    @Test
    void shouldBalanceWhateverWayADeadLetterTakes() {
        ledger.received(EVENT);
        ledger.published(EVENT);
        ledger.received(EVENT);
        ledger.buffered(EVENT);
        ledger.received(EVENT);
        ledger.rejected(DEAD);
        ledger.buffered(DEAD);
        ledger.replayed(DEAD);
        ledger.published(DEAD);
        ledger.parked(DEAD, "expired");

        assertThat(count("received")).isEqualTo(count("published") + count("buffered") + count("rejected"));
        assertThat(count("buffered")).isEqualTo(1);
        assertThat(count("replayed")).isZero();
        assertThat(count("parked")).isZero();
    }

    @Test
    void shouldGiveTheReasonsOfRejectedAndParked() {
        ledger.rejected(DEAD);
        ledger.parked(EVENT, "record_too_large");

        assertThat(registry.get("bridge.events.rejected")
                        .tag("reason", "not_json")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("bridge.events.parked")
                        .tag("reason", "record_too_large")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    private double count(String name) {
        return registry.find("bridge.events." + name).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }
}
