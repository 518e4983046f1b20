package io.mailbridge.tool;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.mailbridge.event.EventReader;
import io.mailbridge.event.EventWriter;
import io.mailbridge.event.InvalidEvent;
import io.mailbridge.privacy.AddressMask;
import io.mailbridge.reading.Printable;
import io.mailbridge.reading.SeenEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** What is printed of an event: a line for people, or its JSON; without addresses unless they are asked for. */
final class EventPrinter {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

    private final boolean showsAddresses;
    private final EventWriter writer = new EventWriter();

    EventPrinter(boolean showsAddresses) {
        this.showsAddresses = showsAddresses;
    }

    /** @param arrived on Kafka, shown where the platform gave no time */
    String line(SeenEvent event, Instant arrived) {
        String recipient = showsAddresses ? event.recipient() : AddressMask.recipient(event.recipient());
        String line = String.format(
                "%s  %-13s  %-30s  %-14s  %-20s  %s",
                TIME.format(event.occurredAt() == null ? arrived : event.occurredAt()),
                Printable.of(event.type()),
                Printable.of(recipient),
                Printable.of(event.source()),
                Printable.of(masked(event.campaign())),
                reason(event));
        return line.stripTrailing();
    }

    private String reason(SeenEvent event) {
        String text = masked(event.reasonText());
        String reason = event.reason();
        return reason == null ? "" : Printable.of(text == null ? reason : reason + "  " + text);
    }

    /** One that is no event of this version is printed as it is, without addresses that are found in it. */
    String json(byte[] value) {
        if (showsAddresses) {
            return oneLine(new String(value, StandardCharsets.UTF_8));
        }
        try {
            return new String(
                    writer.write(AddressMask.event(EventReader.read((Object) value))), StandardCharsets.UTF_8);
        } catch (InvalidEvent e) {
            return oneLine(AddressMask.payload(value));
        }
    }

    /** What is on the topic and cannot be read as an event, so that no line of --json is anything but JSON. */
    String unreadable(byte[] value) {
        String text = value == null ? "" : AddressMask.payload(value);
        return JsonNodeFactory.instance.objectNode().put("unreadable", text).toString();
    }

    private String masked(String text) {
        return showsAddresses ? text : AddressMask.text(text);
    }

    private static String oneLine(String json) {
        return json.replace("\r", "").replace("\n", " ");
    }
}
