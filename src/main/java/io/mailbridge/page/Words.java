package io.mailbridge.page;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says in plain sentences how the bridge is, the worst first: what an operator must know in ten seconds. */
final class Words {
    private static final int MOST = 4;
    /** As the alerts in deploy/prometheus: 15 minutes, 80 %, 5 %, and enough that it is not one odd test. */
    private static final double LONG_SECONDS = 900;

    private static final double NEAR = 0.8;
    private static final double MANY_REJECTED = 0.05;
    private static final double FEW_REJECTED = 10;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

    /** From bad to worse. */
    enum Level {
        OK,
        DEGRADED,
        FAILING;

        String shown() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Situation is;
    private final Instant now;
    private final List<String> sentences = new ArrayList<>();
    private Level level = Level.OK;

    Words(Situation situation, Instant now) {
        this.is = situation;
        this.now = now;
        sayWhetherItTakesEvents();
        sayWhatIsAtFault();
        sayWhatWaits();
        sayWhatWasRefused();
        if (level == Level.OK) {
            sentences.add(
                    0, "Taking events and publishing them to Kafka" + (is.depth() == 0 ? "; nothing waits." : "."));
        }
    }

    Level level() {
        return level;
    }

    List<String> sentences() {
        return List.copyOf(sentences.subList(0, Math.min(MOST, sentences.size())));
    }

    private void say(Level atLeast, String sentence) {
        level = atLeast.compareTo(level) > 0 ? atLeast : level;
        sentences.add(sentence);
    }

    private void sayWhetherItTakesEvents() {
        if (!is.taking()) {
            say(
                    Level.FAILING,
                    "Webhooks are not taken: receive-webhook is stopped, and senders are asked to send again.");
        }
        if (is.overloaded()) {
            say(
                    Level.DEGRADED,
                    "More requests come than the bridge can take: the others are asked to send again, and what is accepted is answered in time.");
        }
        boolean kafkaTakes = is.kafka() == KafkaState.UP || is.kafka() == KafkaState.TRYING;
        if (!kafkaTakes && !is.isBuffering()) {
            say(
                    Level.FAILING,
                    "Neither Kafka nor the buffer takes events since " + time(later(is.kafkaSince(), is.bufferSince()))
                            + ": senders are answered 503 and asked to send again; nothing that was answered 200 is lost.");
        }
    }

    private void sayWhatIsAtFault() {
        switch (is.kafka()) {
            case DOWN ->
                say(
                        Level.DEGRADED,
                        "Kafka is down since " + time(is.kafkaSince()) + because(is.kafkaWhy())
                                + (is.isBuffering() ? ": events go to the buffer, nothing is lost." : "."));
            case FORCED ->
                say(
                        Level.DEGRADED,
                        "An operator has forced the breaker open at " + time(is.kafkaSince())
                                + because(is.forcedBecause())
                                + (is.isBuffering() ? ": all events go to the buffer, nothing is lost." : "."));
            case TRYING ->
                say(
                        Level.DEGRADED,
                        "Kafka answers again after the outage that began at " + time(is.kafkaSince())
                                + ": the next requests try it, the others go to the buffer.");
            case UP -> {}
        }
        if (!is.isBuffering()) {
            say(
                    Level.DEGRADED,
                    "The buffer takes no rows since " + time(is.bufferSince()) + because(is.bufferWhy())
                            + (is.kafka() == KafkaState.UP
                                    ? ": Kafka takes the events, but if it fails senders are asked to send again."
                                    : "."));
        }
        is.topicsOut()
                .forEach((topic, why) -> say(
                        Level.DEGRADED,
                        "Topic " + topic + " takes no records" + because(why) + ": its events wait in the buffer."));
    }

    private void sayWhatWaits() {
        if (is.usage() > NEAR) {
            say(
                    Level.DEGRADED,
                    String.format(Locale.ROOT, "The buffer holds %.0f %% of bridge.buffer.max-rows", 100 * is.usage())
                            + "; when it is full, what Kafka does not take is answered 503.");
        }
        String waiting = is.depth() == 0
                ? "nothing waits"
                : events(is.depth()) + (is.depth() == 1 ? " waits" : " wait") + " in the buffer, the oldest for "
                        + duration(Duration.ofSeconds((long) is.oldestSeconds()));
        if (!is.replay().equals("running")) {
            say(Level.DEGRADED, "The replay is " + is.replay() + because(is.pausedBecause()) + "; " + waiting + ".");
        } else if (is.depth() > 0) {
            boolean isSent = is.kafka() == KafkaState.UP && is.topicsOut().isEmpty();
            say(
                    is.oldestSeconds() > LONG_SECONDS ? Level.DEGRADED : Level.OK,
                    capital(waiting) + (isSent ? ", and are being sent to Kafka." : "."));
        }
    }

    private void sayWhatWasRefused() {
        if (is.rejected() > FEW_REJECTED && is.rejected() > MANY_REJECTED * is.received()) {
            say(
                    Level.DEGRADED,
                    String.format(Locale.ROOT, "%,.0f of ", is.rejected()) + events(is.received())
                            + " of the last 15 minutes are dead letters; the reasons are listed under Rejected.");
        }
        is.silent()
                .forEach((source, silence) ->
                        say(Level.OK, "No event of " + source + " for " + duration(silence) + "."));
        if (is.parked() > 0) {
            say(
                    Level.OK,
                    events(is.parked()) + (is.parked() == 1 ? " is" : " are")
                            + " parked: Kafka refused the record, or it was too old.");
        }
    }

    private String time(Instant at) {
        if (at == null) {
            return "the start";
        }
        boolean isToday = Duration.between(at, now).compareTo(Duration.ofHours(12)) < 0;
        return (isToday ? TIME : DAY).format(at);
    }

    private static Instant later(Instant one, Instant other) {
        return one == null || other == null || one.isBefore(other) ? other : one;
    }

    private static String because(String why) {
        return why.isEmpty() ? "" : " (" + why.replaceFirst("\\.$", "") + ")";
    }

    private static String events(double count) {
        return String.format(Locale.ROOT, count == 1 ? "%,.0f event" : "%,.0f events", count);
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private static String duration(Duration time) {
        if (time.toMinutes() < 2) {
            return time.toSeconds() + " s";
        }
        return time.toHours() < 2 ? time.toMinutes() + " min" : time.toHours() + " h";
    }
}
