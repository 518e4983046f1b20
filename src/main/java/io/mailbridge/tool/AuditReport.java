package io.mailbridge.tool;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mailbridge.audit.Audited;
import io.mailbridge.audit.BufferTables;
import io.mailbridge.audit.Equation;
import io.mailbridge.audit.TopicCount;
import java.util.Locale;
import java.util.StringJoiner;

/** Says what an audit has found, for people or for programs. */
final class AuditReport {
    private final Audited audited;

    AuditReport(Audited audited) {
        this.audited = audited;
    }

    ObjectNode json() {
        ObjectNode report = JsonNodeFactory.instance.objectNode();
        report.put("balances", audited.balances()).put("processes", audited.processes());
        report.putObject("events")
                .put("received", audited.books().received())
                .put("published", audited.books().published())
                .put("buffered", audited.books().buffered())
                .put("replayed", audited.books().replayed())
                .put("rejected", audited.books().rejected())
                .put("dropped", audited.books().dropped())
                .put("parked", audited.books().parked())
                .put("late_acknowledgements", audited.books().lateAcknowledgements());
        BufferTables tables = audited.tables();
        if (tables != null) {
            report.putObject("buffer")
                    .put("events", tables.events())
                    .put("dead_letters", tables.deadLetters())
                    .put("parked_events", tables.parkedEvents())
                    .put("parked_dead_letters", tables.parkedDeadLetters());
            report.putObject("actions")
                    .put("events_put_back", tables.unparked())
                    .put("dead_letters_discarded", tables.discarded())
                    .put("events_resubmitted", tables.resubmitted())
                    .put("dead_letters_rejected_again", tables.rejectedAgain());
        }
        if (audited.topics() != null) {
            ArrayNode topics = report.putArray("topics");
            audited.topics().forEach(topic -> {
                ObjectNode shown = topics.addObject()
                        .put("topic", topic.topic())
                        .put("dead_letters", topic.deadLetters())
                        .put("records", topic.records())
                        .put("deleted", topic.deleted());
                if (topic.ids() >= 0) {
                    shown.put("ids", topic.ids());
                }
            });
        }
        ArrayNode equations = report.putArray("equations");
        audited.equations().forEach(equation -> equations
                .addObject()
                .put("name", equation.name())
                .put("left", equation.left())
                .put("right", equation.right())
                .put("balances", equation.balances())
                .put("remark", equation.remark()));
        audited.unread().forEach(report.putArray("unread")::add);
        return report;
    }

    String text() {
        StringJoiner lines = new StringJoiner(System.lineSeparator());
        lines.add("counted by " + audited.processes() + (audited.processes() == 1 ? " process" : " processes")
                + " since the start:");
        add(lines, "received", audited.books().received());
        add(lines, "published", audited.books().published());
        add(lines, "buffered", audited.books().buffered());
        add(lines, "replayed", audited.books().replayed());
        add(lines, "rejected", audited.books().rejected());
        add(lines, "dropped by a route", audited.books().dropped());
        add(lines, "parked", audited.books().parked());
        add(lines, "acknowledged late", audited.books().lateAcknowledgements());
        if (audited.tables() != null) {
            lines.add("in the buffer's tables now:");
            add(lines, "events that wait", audited.tables().events());
            add(lines, "dead letters that wait", audited.tables().deadLetters());
            add(lines, "events parked", audited.tables().parkedEvents());
            add(lines, "dead letters parked", audited.tables().parkedDeadLetters());
            addActions(lines, audited.tables());
        }
        if (audited.topics() != null) {
            lines.add("on the topics now:");
            audited.topics().forEach(topic -> lines.add(topic(topic)));
        }
        lines.add("");
        audited.equations().forEach(equation -> lines.add(equation(equation)));
        audited.unread().forEach(what -> lines.add("could not be read: " + what));
        lines.add(audited.balances() ? "The books balance." : "The books do not balance.");
        return lines.toString();
    }

    private static void addActions(StringJoiner lines, BufferTables tables) {
        if (tables.unparked() + tables.discarded() + tables.resubmitted() + tables.rejectedAgain() > 0) {
            lines.add("done by operators since the start:");
            add(lines, "events put back", tables.unparked());
            add(lines, "dead letters discarded", tables.discarded());
            add(lines, "events resubmitted", tables.resubmitted());
            add(lines, "rejected again", tables.rejectedAgain());
        }
    }

    private static void add(StringJoiner lines, String name, long count) {
        lines.add(String.format(Locale.ROOT, "  %-24s %,14d", name, count));
    }

    private static String topic(TopicCount topic) {
        String line = String.format(Locale.ROOT, "  %-24s %,14d", topic.topic(), topic.records());
        String ids = topic.ids() < 0
                ? ""
                : String.format(Locale.ROOT, ", %,d different ids, %,d repeated", topic.ids(), topic.repeated());
        String deleted =
                topic.deleted() == 0 ? "" : String.format(Locale.ROOT, ", %,d deleted by retention", topic.deleted());
        return line + ids + deleted;
    }

    private static String equation(Equation equation) {
        String line = String.format(
                Locale.ROOT,
                "%-55s %,d %s %,d",
                equation.name(),
                equation.left(),
                equation.atLeast() ? ">=" : "=",
                equation.right());
        return equation.balances() ? line + "  balances" : line + "  DIFFERS: " + equation.remark();
    }
}
