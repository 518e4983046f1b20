package io.mailbridge.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mailbridge.source.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** What each source sent, when last, and what it was answered. */
final class SourceFigures {
    private static final Duration SILENT = Duration.ofHours(1);

    private final Collection<Source> sources;
    private final LastEvents lastEvents;
    private final Instant started;

    SourceFigures(Collection<Source> sources, LastEvents lastEvents, Instant started) {
        this.sources = sources;
        this.lastEvents = lastEvents;
        this.started = started;
    }

    /** @param before null where there is none yet */
    void put(ArrayNode array, Reading before, Reading now, Instant at) {
        for (Source source : sources) {
            Instant last = lastEvents.of(source.name());
            ObjectNode shown = array.addObject()
                    .put("name", source.name())
                    .put("provider", source.provider())
                    .put("received", Math.round(now.received(source.name())))
                    .put("lastEvent", last == null ? null : last.toString())
                    .put(
                            "silentSeconds",
                            silence(last == null ? started : last, at).toSeconds());
            Figures.put(shown, "rate", now.rate(before, reading -> reading.received(source.name())));
            Figures.putCounts(shown, "rejected", now.rejected(source.name()));
            Figures.putCounts(shown, "answers", now.answers(source.name()));
        }
    }

    /** Sources that had events and have had none for long. */
    Map<String, Duration> silent(Instant at) {
        Map<String, Duration> silent = new TreeMap<>();
        for (Source source : sources) {
            Instant last = lastEvents.of(source.name());
            if (last != null && silence(last, at).compareTo(SILENT) >= 0) {
                silent.put(source.name(), silence(last, at));
            }
        }
        return silent;
    }

    /** None where the wall clock was set back. */
    private static Duration silence(Instant since, Instant at) {
        return since.isAfter(at) ? Duration.ZERO : Duration.between(since, at);
    }
}
