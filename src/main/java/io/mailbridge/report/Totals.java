package io.mailbridge.report;

import java.util.Map;

/**
 * What was counted of a set of events. Apart from the first two, each figure counts a message to a recipient once,
 * however many events there are of it.
 *
 * @param events different events
 * @param types the same by type, all types
 * @param attempted messages that were delivered or bounced
 * @param opened by a person, as far as the platform can tell
 * @param openedByMachine by a proxy or scanner, perhaps by a person as well
 */
public record Totals(
        long events,
        Map<String, Long> types,
        long attempted,
        long delivered,
        long bounced,
        long opened,
        long openedByMachine,
        long clicked,
        long clickedByMachine,
        long complained,
        long unsubscribed) {}
