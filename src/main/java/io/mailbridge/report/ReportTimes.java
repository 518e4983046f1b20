package io.mailbridge.report;

import io.mailbridge.reading.TimeWindow;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** How times are written in reports. */
final class ReportTimes {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm").withZone(ZoneOffset.UTC);

    private ReportTimes() {}

    static String minute(Instant time) {
        return MINUTE.format(time);
    }

    static String title(Report report) {
        return "Email events " + window(report);
    }

    /** Such as {@code from 2026-01-05 10:00 until 2026-01-06 10:00 (UTC)}. */
    static String window(Report report) {
        TimeWindow window = report.window();
        Instant until = window.until() == null ? report.made() : window.until();
        return (window.since() == null ? "from the beginning" : "from " + minute(window.since())) + " until "
                + minute(until) + " (UTC)";
    }
}
