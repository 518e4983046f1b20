package io.mailbridge.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mailbridge.console.ControlBus;
import io.mailbridge.publish.TopicAvailability;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What is true now, as the page reads it. */
public final class PageState {
    private static final int STEPS_OF_A_QUARTER = 90;

    private final Watched bridge;
    private final ControlBus bus;
    private final Watch watch;
    private final boolean readOnly;
    private final RouteFigures routes;
    private final SourceFigures sources;

    /** @param readOnly true where nobody can show a credential, so that no action is taken */
    public PageState(Watched bridge, ControlBus bus, Watch watch, boolean readOnly) {
        this.bridge = bridge;
        this.bus = bus;
        this.watch = watch;
        this.readOnly = readOnly;
        this.routes = new RouteFigures(bridge.context());
        this.sources = new SourceFigures(bridge.sources().all(), watch.lastEvents(), watch.started());
    }

    ObjectNode history() {
        watch.look();
        return watch.history().json(watch.now(), watch.nanos());
    }

    ObjectNode json() {
        Reading now = watch.readNow();
        Reading before = watch.history().before(now.nanos());
        Instant at = watch.now();
        ObjectNode state = JsonNodeFactory.instance.objectNode().put("at", at.toString());
        putProcess(state.putObject("process"));
        Words words = new Words(situation(now, at), at);
        words.sentences().forEach(state.putArray("words")::add);
        state.put("level", words.level().shown());
        putBooks(state.putObject("books"));
        putRates(state.putObject("rates"), before, now);
        putKafka(state.putObject("kafka"));
        putBuffer(state.putObject("buffer"), now);
        state.putObject("replay").put("state", routes.replay()).put("why", bus.pausedBecause());
        putTopics(state.putArray("topics"), before, now);
        sources.put(state.putArray("sources"), before, now, at);
        putRequests(state.putObject("requests"), before, now);
        Runtime runtime = Runtime.getRuntime();
        state.putObject("heap")
                .put("usedBytes", runtime.totalMemory() - runtime.freeMemory())
                .put("maxBytes", runtime.maxMemory());
        routes.put(state.putArray("routes"));
        return state;
    }

    private Situation situation(Reading now, Instant at) {
        History history = watch.history();
        return new Situation(
                routes.isTaking(),
                now.sum("bridge.overload") > 0,
                kafka(),
                watch.kafkaSince(),
                kafkaWhy(),
                bus.forcedBecause(),
                bus.getBufferFailure(),
                watch.bufferSince(),
                now.sum("bridge.buffer.depth"),
                now.sum("bridge.buffer.oldest.age.seconds"),
                now.sum("bridge.buffer.usage.ratio"),
                routes.replay(),
                bus.pausedBecause(),
                bridge.topics().reasons(),
                history.total(Series.RECEIVED, STEPS_OF_A_QUARTER),
                history.total(Series.REJECTED, STEPS_OF_A_QUARTER),
                sources.silent(at),
                now.parkedRows().values().stream()
                        .mapToDouble(Double::doubleValue)
                        .sum());
    }

    private KafkaState kafka() {
        return KafkaState.now(bridge.kafka().connected(), bridge.breaker().state());
    }

    private String kafkaWhy() {
        if (kafka() == KafkaState.UP || kafka() == KafkaState.TRYING) {
            return "";
        }
        String trouble = bridge.kafka().trouble();
        return trouble.isEmpty() ? bridge.faults().lastFault() : trouble;
    }

    private void putProcess(ObjectNode process) {
        process.put("id", ManagementFactory.getRuntimeMXBean().getName())
                .put("version", PageState.class.getPackage().getImplementationVersion())
                .put("started", watch.started().toString())
                .put("readOnly", readOnly);
    }

    private void putBooks(ObjectNode books) {
        books.put("received", bus.getReceived())
                .put("published", bus.getPublished())
                .put("buffered", bus.getBuffered())
                .put("rejected", bus.getRejected())
                .put("dropped", bus.getDropped())
                .put("replayed", bus.getReplayed())
                .put("parked", bus.getParked())
                .put("inNoBook", bus.getInNoBook());
    }

    private static void putRates(ObjectNode rates, Reading before, Reading now) {
        for (String name : new String[] {"received", "published", "buffered", "replayed", "rejected", "parked"}) {
            Figures.put(rates, name, now.rate(before, reading -> reading.sum("bridge.events." + name)));
        }
    }

    private void putKafka(ObjectNode shown) {
        shown.put("connected", bridge.kafka().connected())
                .put("state", bridge.breaker().state())
                .put("since", text(watch.kafkaSince()))
                .put("why", kafka() == KafkaState.FORCED ? bus.forcedBecause() : kafkaWhy());
    }

    private void putBuffer(ObjectNode shown, Reading now) {
        shown.put("available", bridge.buffer().isAvailable())
                .put("why", bus.getBufferFailure())
                .put("since", text(watch.bufferSince()))
                .put("depth", Math.round(now.sum("bridge.buffer.depth")));
        Figures.put(shown, "oldestAgeSeconds", now.sum("bridge.buffer.oldest.age.seconds"));
        shown.put("deadLetters", Math.round(now.sum("bridge.buffer.dead.letters")))
                .put("maxRows", bridge.maxRows());
        Figures.put(shown, "usage", now.sum("bridge.buffer.usage.ratio"));
        Figures.putCounts(shown, "parked", now.parkedRows());
    }

    private void putTopics(ArrayNode array, Reading before, Reading now) {
        TopicAvailability topics = bridge.topics();
        Map<String, String> out = topics.reasons();
        Set<String> names = new TreeSet<>(topics.known());
        names.addAll(now.sentByTopic().keySet());
        for (String name : names) {
            ObjectNode shown = array.addObject()
                    .put("name", name)
                    .put("available", !out.containsKey(name))
                    .put("why", out.getOrDefault(name, ""));
            Figures.put(shown, "published", now.sent(name));
            Figures.put(shown, "rate", now.rate(before, reading -> reading.sent(name)));
        }
    }

    private static void putRequests(ObjectNode shown, Reading before, Reading now) {
        Latencies latest = before == null ? now.latencies() : now.latencies().since(before.latencies());
        shown.put("inFlight", Math.round(now.sum("bridge.requests.in.flight")));
        Figures.put(shown, "p50Millis", latest.percentile(0.5));
        Figures.put(shown, "p99Millis", latest.percentile(0.99));
    }

    private static String text(Instant time) {
        return time == null ? null : time.toString();
    }
}
