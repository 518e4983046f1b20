package io.mailbridge.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mailbridge.report.Report.Count;
import io.mailbridge.report.Report.Group;
import java.util.List;

/** A report for programs. */
public final class ReportJson {
    private ReportJson() {}

    public static ObjectNode of(Report report) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put(
                        "since",
                        report.window().since() == null
                                ? null
                                : report.window().since().toString())
                .put(
                        "until",
                        (report.window().until() == null
                                        ? report.made()
                                        : report.window().until())
                                .toString());
        report.topics().forEach(json.putArray("topics")::add);
        json.put("repeated", report.repeated()).put("unreadable", report.unreadable());
        addTotals(json, report.totals());
        addCounts(json.putArray("bounce_reasons"), report.bounceReasons());
        addCounts(json.putArray("rejected"), report.rejected());
        Delay delay = report.delay();
        json.putObject("delay_ms")
                .put("measured", delay.measured())
                .put("without_time", delay.unknown())
                .put("ahead", delay.ahead())
                .put("p50", delay.p50())
                .put("p90", delay.p90())
                .put("p99", delay.p99())
                .put("longest", delay.longest());
        if (!report.by().isEmpty()) {
            ArrayNode groups = json.putArray("groups");
            report.groups().forEach(group -> addGroup(groups.addObject(), report.by(), group));
        }
        return json;
    }

    private static void addGroup(ObjectNode json, List<Grouping> by, Group group) {
        for (int i = 0; i < by.size(); i++) {
            String name = group.names().get(i);
            json.put(by.get(i).key(), name.isEmpty() ? null : name);
        }
        addTotals(json, group.totals());
    }

    private static void addTotals(ObjectNode json, Totals totals) {
        json.put("events", totals.events());
        ObjectNode types = json.putObject("types");
        totals.types().forEach(types::put);
        json.putObject("messages")
                .put("attempted", totals.attempted())
                .put("delivered", totals.delivered())
                .put("bounced", totals.bounced())
                .put("opened", totals.opened())
                .put("opened_by_machine", totals.openedByMachine())
                .put("clicked", totals.clicked())
                .put("clicked_by_machine", totals.clickedByMachine())
                .put("complained", totals.complained())
                .put("unsubscribed", totals.unsubscribed());
        ObjectNode rates = json.putObject("rates");
        for (Rate rate : Rate.values()) {
            double value = rate.of(totals);
            rates.put(rate.key(), Double.isNaN(value) ? null : (Double) value);
        }
    }

    private static void addCounts(ArrayNode array, List<Count> counts) {
        counts.forEach(count -> array.addObject().put("reason", count.name()).put("count", count.count()));
    }
}
