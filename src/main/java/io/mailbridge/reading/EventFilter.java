package io.mailbridge.reading;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/**
 * Which events are wanted: those that fulfil every condition that is given. Lists are alternatives; what people would
 * have to remember in full (recipient, campaign, text) is found by a part of it, in whatever case.
 *
 * @param sources names of sources; empty for all
 * @param platforms names of profiles; empty for all
 * @param types names of types; empty for all
 * @param recipient part of the recipient, null for all
 * @param campaign part of the campaign's name or id, null for all
 * @param text part of the record's JSON, null for all
 */
public record EventFilter(
        List<String> sources,
        List<String> platforms,
        List<String> types,
        String recipient,
        String campaign,
        String text) {
    public static final EventFilter ALL = new EventFilter(List.of(), List.of(), List.of(), null, null, null);

    public EventFilter {
        sources = List.copyOf(sources);
        platforms = List.copyOf(platforms);
        types = List.copyOf(types);
        recipient = lower(recipient);
        campaign = lower(campaign);
        text = lower(text);
    }

    /**
     * @param event what was read of the value
     * @param value of the record, UTF-8
     */
    public boolean accepts(SeenEvent event, byte[] value) {
        return isOneOf(sources, event.source())
                && isOneOf(platforms, event.provider())
                && isOneOf(types, event.type())
                && holds(event.recipient(), recipient)
                && (holds(event.campaignName(), campaign) || holds(event.campaignId(), campaign))
                && (text == null || holds(new String(value, StandardCharsets.UTF_8), text));
    }

    /** Whether it takes everything. */
    public boolean isAll() {
        return equals(ALL);
    }

    private static boolean isOneOf(List<String> wanted, String found) {
        return wanted.isEmpty() || wanted.contains(found);
    }

    private static boolean holds(String found, String wanted) {
        return wanted == null || found != null && found.toLowerCase(Locale.ROOT).contains(wanted);
    }

    private static String lower(String text) {
        return text == null ? null : text.toLowerCase(Locale.ROOT);
    }

    /** Differs where another recipient or text is looked for, which {@link #toString} does not show. */
    public String fingerprint() {
        return this + " "
                + Integer.toHexString(
                        List.of(String.valueOf(recipient), String.valueOf(text)).hashCode());
    }

    /** As it was asked for, for the line that records an action; who is looked for stays out of it. */
    @Override
    public String toString() {
        StringJoiner conditions = new StringJoiner(" ");
        conditions.setEmptyValue("all");
        add(conditions, "source", String.join(",", sources));
        add(conditions, "platform", String.join(",", platforms));
        add(conditions, "type", String.join(",", types));
        add(conditions, "recipient", recipient == null ? "" : "***");
        add(conditions, "campaign", campaign == null ? "" : campaign);
        add(conditions, "text", text == null ? "" : "***");
        return conditions.toString();
    }

    private static void add(StringJoiner conditions, String name, String value) {
        if (!value.isEmpty()) {
            conditions.add(name + "=" + value);
        }
    }
}
