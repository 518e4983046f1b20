package io.mailbridge.report;

import io.mailbridge.event.EventType;
import io.mailbridge.reading.SeenEvent;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts the events of one group. */
final class Tally {
    private final HashedSet remembered;
    private final long group;
    private final long[] types = new long[EventType.values().length];
    private long events;
    private long delivered;
    private long bounced;
    private long deliveredAndBounced;
    private long opened;
    private long openedByMachine;
    private long clicked;
    private long clickedByMachine;
    private long complained;
    private long unsubscribed;

    /**
     * @param remembered what happened to which message; shared by all groups
     * @param group a number of its own
     */
    Tally(HashedSet remembered, long group) {
        this.remembered = remembered;
        this.group = group;
    }

    /** @param message hash of the message and its recipient */
    void add(SeenEvent event, EventType type, long message) {
        events++;
        types[type.ordinal()]++;
        switch (type) {
            case DELIVERED -> {
                if (isFirst(message, type, false)) {
                    delivered++;
                    deliveredAndBounced += has(message, EventType.BOUNCED) ? 1 : 0;
                }
            }
            case BOUNCED -> {
                if (isFirst(message, type, false)) {
                    bounced++;
                    deliveredAndBounced += has(message, EventType.DELIVERED) ? 1 : 0;
                }
            }
            case OPENED -> {
                boolean isFirst = isFirst(message, type, event.machine());
                opened += isFirst && !event.machine() ? 1 : 0;
                openedByMachine += isFirst && event.machine() ? 1 : 0;
            }
            case CLICKED -> {
                boolean isFirst = isFirst(message, type, event.machine());
                clicked += isFirst && !event.machine() ? 1 : 0;
                clickedByMachine += isFirst && event.machine() ? 1 : 0;
            }
            case COMPLAINED -> complained += isFirst(message, type, false) ? 1 : 0;
            case UNSUBSCRIBED -> unsubscribed += isFirst(message, type, false) ? 1 : 0;
            default -> {
                // only counted
            }
        }
    }

    private boolean isFirst(long message, EventType type, boolean machine) {
        return remembered.add(key(message, type, machine));
    }

    private boolean has(long message, EventType type) {
        return remembered.contains(key(message, type, false));
    }

    private long key(long message, EventType type, boolean machine) {
        return HashedSet.mix(message, (group << 8) + (machine ? 0x80 : 0) + type.ordinal() + 1);
    }

    Totals totals() {
        Map<String, Long> byType = new LinkedHashMap<>();
        for (EventType type : EventType.values()) {
            byType.put(type.wireName(), types[type.ordinal()]);
        }
        return new Totals(
                events,
                byType,
                delivered + bounced - deliveredAndBounced,
                delivered,
                bounced,
                opened,
                openedByMachine,
                clicked,
                clickedByMachine,
                complained,
                unsubscribed);
    }
}
