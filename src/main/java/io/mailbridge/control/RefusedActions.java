package io.mailbridge.control;

import io.mailbridge.provider.InvalidProfile;
import io.mailbridge.refused.Action;
import io.mailbridge.refused.DiscardFile;
import io.mailbridge.refused.LetterRoutes;
import io.mailbridge.refused.ParkedRows;
import io.mailbridge.refused.RejectedLetters;
import io.mailbridge.refused.Resubmission;
import io.mailbridge.refused.Resubmitted;
import io.mailbridge.settings.InvalidSetting;
import io.mailbridge.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the commands do with parked rows and dead letters, done by a running bridge: the same classes, with a reason, an audit
 * line in the log, and a confirmation above 100. A resubmission has profiles, routes and counters of its own, so the books of
 * the bridge stay those of its senders.
 */
public final class RefusedActions {
    private static final Logger LOG = LoggerFactory.getLogger(RefusedActions.class);
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

    private final RefusedAccess access;
    private final Path folder;
    private final Clock clock;
    private final Steps steps;

    /** @param folder where discarded rows are kept */
    public RefusedActions(RefusedAccess access, Path folder, Steps steps, Clock clock) {
        this.access = access;
        this.folder = folder;
        this.clock = clock;
        this.steps = steps;
    }

    /** The last action, as far as it has come; empty before the first. */
    public String last() {
        return steps.latest().stream()
                .filter(Step::isLong)
                .findFirst()
                .map(Step::toString)
                .orElse("");
    }

    /** Puts parked rows back into the buffer. */
    public Step replayParked(Order order, long waitMillis) throws NotDone {
        return steps.takeAlone(
                "parked-replay",
                order,
                waitMillis,
                step -> onParked(step, "replay %,d parked rows", rows -> {
                    Action action = new Action(Action.Kind.REPLAY, order.who(), order.selection());
                    try {
                        rows.replay(action, order.selection(), step::advance);
                    } finally {
                        log(action, order);
                    }
                    return say("%,d rows are back in the buffer, from where they are sent.", action.count());
                }));
    }

    /** Deletes parked rows, and keeps them in a file. */
    public Step discardParked(Order order, long waitMillis) throws NotDone {
        return steps.takeAlone(
                "parked-discard",
                order,
                waitMillis,
                step -> onParked(step, "delete %,d parked rows", rows -> {
                    Action action = new Action(Action.Kind.DISCARD, order.who(), order.selection());
                    Path file = folder.resolve("mailbridge-discarded-" + STAMP.format(clock.instant()) + ".jsonl")
                            .toAbsolutePath();
                    try {
                        Files.createDirectories(folder);
                        try (DiscardFile kept = new DiscardFile(file)) {
                            rows.discard(action, order.selection(), kept, step::advance);
                        }
                    } catch (IOException e) {
                        throw new NotDone(
                                500,
                                "The file " + file + " cannot be written ("
                                        + e.getClass().getSimpleName() + "); what it does not hold was not deleted.");
                    } finally {
                        log(action, order);
                    }
                    return say("%,d rows are deleted, and kept in ", action.count()) + file + ".";
                }));
    }

    /** What is done with parked rows. */
    private interface OnRows {
        String done(ParkedRows rows) throws SQLException, NotDone;
    }

    private String onParked(Step step, String what, OnRows work) throws SQLException, NotDone {
        try (Connection connection = access.connect(LIMIT)) {
            ParkedRows rows = new ParkedRows(connection);
            long count = sum(rows.count(step.order().selection()));
            step.begin(count);
            if (step.order().dryRun() || count == 0) {
                step.advance(count);
                return count == 0 ? "No parked row matches." : "This would " + say(what, count) + ".";
            }
            step.order().requireConfirmation(count, say(what, count));
            return work.done(rows);
        }
    }

    /** Passes dead letters through the profiles and routes of the home as they are now, and sends what they become. */
    public Step resubmitRejected(Order order, long waitMillis) throws NotDone {
        if (order.edited() != null && order.selection().ids().size() != 1) {
            throw new NotDone(400, "An edited body takes the place of one dead letter: give its id.");
        }
        return steps.takeAlone("rejected-resubmit", order, waitMillis, this::resubmit);
    }

    private String resubmit(Step step) throws Exception {
        Order order = step.order();
        try (Connection connection = access.connect(LIMIT);
                RejectedLetters letters =
                        new RejectedLetters(access.client(), access.topics(), connection, order.again())) {
            long count = sum(letters.count(order.selection()));
            step.begin(count);
            if (count == 0) {
                return order.selection().ids().isEmpty()
                        ? "No dead letter matches."
                        : "They are not there, or were resubmitted before.";
            }
            if (!order.dryRun()) {
                order.requireConfirmation(count, say("resubmit %,d dead letters", count));
            }
            Action action = new Action(Action.Kind.RESUBMIT, order.who(), order.selection());
            try (LetterRoutes routes = routes(!order.dryRun())) {
                Resubmission resubmission = new Resubmission(letters, routes, connection, action, order.again());
                if (order.dryRun()) {
                    Resubmitted would = resubmission.preview(order.selection(), order.edited());
                    step.advance(count);
                    step.show(would.trial());
                    return sentence(would, "would become");
                }
                Resubmitted done;
                try {
                    done = resubmission.run(order.selection(), order.edited(), step::advance);
                } finally {
                    log(action, order);
                }
                if (done.stoppedBy() != null) {
                    throw new NotDone(
                            503, done.stoppedBy() + "; what it has not acknowledged stays as it is, try it again.");
                }
                return sentence(done, "became");
            }
        }
    }

    private LetterRoutes routes(boolean callOut) throws NotDone {
        try {
            Settings present = access.present();
            return new LetterRoutes(present, access.assembly(), callOut);
        } catch (InvalidSetting | InvalidProfile e) {
            throw new NotDone(409, "The home cannot be used as it is now: " + e.getMessage());
        } catch (Exception e) {
            LOG.warn("The routes of the home do not start", e);
            throw new NotDone(409, "The routes of the home do not start as they are now: 'mailbridge check' says why.");
        }
    }

    private static String sentence(Resubmitted done, String became) {
        StringBuilder text = new StringBuilder(say("%,d of ", done.accepted()))
                .append(say("%,d dead letters ", done.letters()))
                .append(became)
                .append(say(" %,d events", done.events()));
        if (done.deadLetters() > 0) {
            text.append(say(" and, for parts of them, %,d new dead letters", done.deadLetters()));
        }
        done.refused().forEach((reason, count) -> text.append(say("; %,d stay refused, ", count))
                .append(reason)
                .append(": ")
                .append(String.valueOf(done.detail(reason)).replaceFirst("\\.$", "")));
        return text.append('.').toString();
    }

    private static void log(Action action, Order order) {
        LOG.warn("{}, reason: {}", action, order.reason());
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private static String say(String format, long count) {
        return String.format(Locale.ROOT, format, count);
    }
}
