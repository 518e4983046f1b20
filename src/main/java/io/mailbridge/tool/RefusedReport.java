package io.mailbridge.tool;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mailbridge.privacy.AddressMask;
import io.mailbridge.refused.Refused;
import io.mailbridge.refused.RefusedPage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Shows a page of what was refused, for people, for programs, or for a spreadsheet. */
final class RefusedReport {
    private static final int EXCERPT = 200;
    private static final String[] COLUMNS = {
        "id",
        "time",
        "reason",
        "detail",
        "rejection",
        "source",
        "provider",
        "type",
        "tries",
        "resubmitted_at",
        "topic",
        "event_id",
        "key",
        "payload"
    };

    private final RefusedPage page;
    private final int number;
    private final int size;
    private final boolean showAddresses;

    /**
     * @param number of the page, from 1 on
     * @param size of a page
     */
    RefusedReport(RefusedPage page, int number, int size, boolean showAddresses) {
        this.page = page;
        this.number = number;
        this.size = size;
        this.showAddresses = showAddresses;
    }

    ObjectNode json() {
        ObjectNode report = JsonNodeFactory.instance
                .objectNode()
                .put("total", page.total())
                .put("page", number)
                .put("size", size);
        ArrayNode items = report.putArray("items");
        for (Refused refused : page.items()) {
            Object[] cells = cells(refused);
            ObjectNode item = items.addObject();
            for (int i = 0; i < COLUMNS.length; i++) {
                if (cells[i] instanceof Integer count) {
                    item.put(COLUMNS[i], count);
                } else {
                    item.put(COLUMNS[i], (String) cells[i]);
                }
            }
        }
        return report;
    }

    String csv() {
        return Stream.concat(Stream.of((Object) COLUMNS), page.items().stream().map(this::cells))
                .map(row ->
                        Arrays.stream((Object[]) row).map(RefusedReport::quoted).collect(Collectors.joining(",")))
                .collect(Collectors.joining("\r\n"));
    }

    /** A spreadsheet takes a cell that begins so for a formula, and payloads come from strangers. */
    private static String quoted(Object cell) {
        String text = cell == null ? "" : cell.toString();
        String safe = text.matches("(?s)[=+@\\t\\r-].*") ? "'" + text : text;
        return '"' + safe.replace("\"", "\"\"") + '"';
    }

    String text() {
        StringJoiner lines = new StringJoiner(System.lineSeparator());
        for (Refused refused : page.items()) {
            lines.add(head(refused));
            if (refused.detail() != null) {
                lines.add("    " + oneLine(masked(refused.detail())));
            }
            lines.add("    " + oneLine(payload(refused)));
        }
        long pages = Math.max(1, (page.total() + size - 1) / size);
        lines.add(String.format(
                Locale.ROOT,
                "%,d found, page %,d of %,d%s",
                page.total(),
                number,
                pages,
                number < pages ? "; the next: --page " + (number + 1) : ""));
        return lines.toString();
    }

    private static String head(Refused refused) {
        return Stream.of(
                        refused.id(),
                        refused.time().toString(),
                        refused.reason(),
                        refused.rejection() == null || refused.rejection().equals(refused.reason())
                                ? null
                                : "(a dead letter: " + refused.rejection() + ")",
                        refused.source() + "/" + refused.provider(),
                        refused.type(),
                        refused.tries() + (refused.tries() == 1 ? " try" : " tries"),
                        refused.resubmittedAt() == null ? null : "resubmitted at " + refused.resubmittedAt())
                .filter(Objects::nonNull)
                .collect(Collectors.joining("  "));
    }

    private static String oneLine(String text) {
        String cut = text.length() > EXCERPT ? text.substring(0, EXCERPT) + " ..." : text;
        return cut.replaceAll("\\s+", " ").replaceAll("\\p{Cntrl}", "?");
    }

    private Object[] cells(Refused refused) {
        return new Object[] {
            refused.id(),
            refused.time().toString(),
            refused.reason(),
            masked(refused.detail()),
            refused.rejection(),
            refused.source(),
            refused.provider(),
            refused.type(),
            refused.tries(),
            refused.resubmittedAt() == null ? null : refused.resubmittedAt().toString(),
            refused.topic(),
            masked(refused.eventId()),
            key(refused),
            payload(refused)
        };
    }

    private String key(Refused refused) {
        if (refused.key() == null) {
            return null;
        }
        String key = new String(refused.key(), StandardCharsets.UTF_8);
        return showAddresses ? key : AddressMask.recipient(key);
    }

    private String payload(Refused refused) {
        return showAddresses
                ? new String(refused.value(), StandardCharsets.UTF_8)
                : AddressMask.payload(refused.value());
    }

    private String masked(String text) {
        return showAddresses ? text : AddressMask.text(text);
    }
}
