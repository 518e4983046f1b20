package io.mailbridge.report;

import io.mailbridge.reading.SeenEvent;
import java.util.Locale;

/** What figures can be given for each of. */
public enum Grouping {
    SOURCE,
    PLATFORM,
    CAMPAIGN,
    TYPE;

    /** As it is typed, and as a column. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As a heading. */
    String title() {
        return name().charAt(0) + key().substring(1);
    }

    String of(SeenEvent event) {
        String value =
                switch (this) {
                    case SOURCE -> event.source();
                    case PLATFORM -> event.provider();
                    case CAMPAIGN -> event.campaign();
                    case TYPE -> event.type();
                };
        return value == null ? "" : value;
    }
}
