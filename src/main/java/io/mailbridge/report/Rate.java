package io.mailbridge.report;

import java.util.Locale;
import java.util.function.ToLongFunction;

/** The rates that people mean, each with its definition: a part of the messages (one recipient each), not of events. */
public enum Rate {
    DELIVERY("delivered", Totals::delivered, "delivered or bounced", Totals::attempted),
    BOUNCE("bounced", Totals::bounced, "delivered or bounced", Totals::attempted),
    OPEN("opened by a person", Totals::opened, "delivered", Totals::delivered),
    CLICK("clicked by a person", Totals::clicked, "delivered", Totals::delivered),
    CLICK_TO_OPEN("clicked by a person", Totals::clicked, "opened by a person", Totals::opened),
    COMPLAINT("complained", Totals::complained, "delivered", Totals::delivered),
    UNSUBSCRIBE("unsubscribed", Totals::unsubscribed, "delivered", Totals::delivered);

    private final String part;
    private final ToLongFunction<Totals> counted;
    private final String whole;
    private final ToLongFunction<Totals> among;

    Rate(String part, ToLongFunction<Totals> counted, String whole, ToLongFunction<Totals> among) {
        this.part = part;
        this.counted = counted;
        this.whole = whole;
        this.among = among;
    }

    /** As a member or column: {@code click_to_open}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As a heading: {@code Click to open}. */
    public String title() {
        return name().charAt(0) + key().substring(1).replace('_', ' ');
    }

    /** Such as {@code messages opened by a person, of those delivered}. */
    public String definition() {
        return "messages " + part + ", of those " + whole;
    }

    public long part(Totals totals) {
        return counted.applyAsLong(totals);
    }

    public long whole(Totals totals) {
        return among.applyAsLong(totals);
    }

    /** From 0 to 1, and above where the other half was before the window; NaN where there is nothing to compare with. */
    public double of(Totals totals) {
        return whole(totals) == 0 ? Double.NaN : (double) part(totals) / whole(totals);
    }

    /** Such as {@code 12.3 %}; small ones, as of complaints, with two digits; a hyphen where there is none. */
    public String text(Totals totals) {
        double rate = of(totals);
        if (Double.isNaN(rate)) {
            return "-";
        }
        return String.format(Locale.ROOT, rate > 0 && rate < 0.01 ? "%.2f %%" : "%.1f %%", 100 * rate);
    }
}
