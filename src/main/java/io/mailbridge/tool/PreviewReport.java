package io.mailbridge.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mailbridge.event.JsonCodec;
import io.mailbridge.event.OutboundRecord;
import io.mailbridge.preview.Previewed;
import io.mailbridge.webhook.PreviewedAnswer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** Says what a preview has shown, for people or for programs. */
final class PreviewReport {
    private final String source;
    private final Previewed previewed;

    PreviewReport(String source, Previewed previewed) {
        this.source = source;
        this.previewed = previewed;
    }

    ObjectNode json() {
        ObjectNode report = JsonNodeFactory.instance.objectNode();
        report.put("source", source).put("provider", previewed.provider());
        report.putObject("credentials")
                .put("scheme", previewed.credentials().scheme())
                .put("checked", previewed.credentials().checked())
                .put("valid", previewed.credentials().valid())
                .put("remark", previewed.credentials().remark());
        PreviewedAnswer answer = previewed.answer();
        ObjectNode answered = report.putObject("answer").put("status", answer.status());
        answer.headers().forEach(answered.putObject("headers")::put);
        answered.set("body", tree(answer.body()));
        ArrayNode records = report.putArray("records");
        previewed.published().forEach(outbound -> add(records, outbound, "kafka"));
        previewed.buffered().forEach(outbound -> add(records, outbound, "buffer"));
        report.put("dropped", answer.dropped());
        answer.setupMessages().forEach(report.putArray("setup_messages")::add);
        ArrayNode skipped = report.putArray("skipped");
        previewed.skipped().forEach(call -> skipped.addObject()
                .put("step", call.step() == null ? null : call.step().id())
                .put("place", call.step() == null ? null : call.step().place())
                .put("uri", call.uri()));
        ArrayNode logged = report.putArray("logged");
        previewed.logged().forEach(line -> logged.addObject()
                .put("step", line.step() == null ? null : line.step().id())
                .put("place", line.step() == null ? null : line.step().place())
                .put("message", line.message()));
        if (answer.failure() != null) {
            report.putObject("failure")
                    .put("step", answer.failedStep())
                    .put("type", answer.failure().getClass().getName())
                    .put("message", answer.failure().getMessage());
        }
        return report;
    }

    private static void add(ArrayNode records, OutboundRecord outbound, String where) {
        ObjectNode shown = records.addObject()
                .put("to", where)
                .put("topic", outbound.topic())
                .put("key", outbound.key() == null ? null : text(outbound.key()))
                .put("dead_letter", outbound.tag().rejection());
        ObjectNode headers = shown.putObject("headers");
        outbound.headers().forEach(header -> headers.put(header.key(), text(header.value())));
        shown.set("value", tree(text(outbound.value())));
    }

    String text() {
        StringJoiner lines = new StringJoiner(System.lineSeparator());
        PreviewedAnswer answer = previewed.answer();
        lines.add("POST /webhooks/" + source + " (" + previewed.provider() + ")");
        lines.add("credentials " + previewed.credentials());
        lines.add("answer " + answer.status() + ' ' + answer.body());
        answer.headers().forEach((name, value) -> lines.add("  " + name + ": " + value));
        if (answer.failure() != null) {
            lines.add("failed in step " + answer.failedStep() + ": " + answer.failure());
        }
        List<OutboundRecord> all = new ArrayList<>(previewed.published());
        all.addAll(previewed.buffered());
        for (int i = 0; i < all.size(); i++) {
            lines.add("");
            lines.add((i + 1) + " of " + all.size() + ": "
                    + record(all.get(i), i < previewed.published().size()));
        }
        lines.add("");
        lines.add(all.size() + (all.size() == 1 ? " record" : " records") + ", dropped by the routes "
                + answer.dropped());
        answer.setupMessages().forEach(name -> lines.add("set-up message '" + name + "': answered, not published"));
        previewed
                .skipped()
                .forEach(call -> lines.add("left out" + (call.step() == null ? "" : " in step " + call.step())
                        + ": a call of " + call.uri() + " (--call-out lets it)"));
        previewed.logged().forEach(line -> lines.add("logged in step " + line.step() + ": " + line.message()));
        return lines.toString();
    }

    private static String record(OutboundRecord outbound, boolean published) {
        StringJoiner lines = new StringJoiner(System.lineSeparator());
        String what = outbound.tag().isDeadLetter() ? "dead letter" : "event";
        String key = outbound.key() == null ? "no key" : "key " + text(outbound.key());
        lines.add(what + " for topic " + outbound.topic() + ", " + key + (published ? "" : ", waits in the buffer"));
        outbound.headers().forEach(header -> lines.add("  " + header.key() + ": " + text(header.value())));
        JsonNode value = tree(text(outbound.value()));
        lines.add((value.isContainerNode() ? value.toPrettyString() : text(outbound.value()))
                .indent(2)
                .stripTrailing());
        return lines.toString();
    }

    /** JSON, or the text itself: a dead letter holds whatever came. */
    private static JsonNode tree(String text) {
        try {
            JsonNode tree = JsonCodec.mapper().readTree(text);
            return tree.isMissingNode() ? TextNode.valueOf(text) : tree;
        } catch (IOException e) {
            return TextNode.valueOf(text);
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
