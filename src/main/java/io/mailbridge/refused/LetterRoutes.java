package io.mailbridge.refused;

import io.mailbridge.check.Assembled;
import io.mailbridge.check.Assembled.Assembly;
import io.mailbridge.event.OutboundRecord;
import io.mailbridge.preview.OfflineRoutes;
import io.mailbridge.provider.Profile;
import io.mailbridge.provider.Profiles;
import io.mailbridge.publish.PreviewProducers;
import io.mailbridge.settings.Settings;
import io.mailbridge.webhook.PreviewedAnswer;
import io.mailbridge.webhook.WebhookPreview;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Passes dead letters through the profiles and routes of a home as they are now, each as if it came at the time when it came.
 * What becomes of it is collected; nothing is sent here.
 */
public final class LetterRoutes implements AutoCloseable {
    private final Settings settings;
    private final Profiles profiles;
    private final Queue<OutboundRecord> collected = new ConcurrentLinkedQueue<>();
    private final PreviewProducers producers = new PreviewProducers(collected::add, false);
    private final ReceiptClock clock = new ReceiptClock();
    private final OfflineRoutes routes;

    /**
     * @param callOut true where steps of the routes may call other systems
     * @throws Exception where the settings, profiles or routes of the home cannot be used
     */
    public LetterRoutes(Settings settings, Assembly assembly, boolean callOut) throws Exception {
        this.settings = settings;
        this.profiles = Profiles.load(settings.home().resolve("providers"));
        WebhookPreview webhook = new WebhookPreview(settings, Integer.MAX_VALUE, profiles, clock, url -> {
            throw new IOException("No signature is checked");
        });
        routes = new OfflineRoutes(webhook, producers, collected::add, callOut);
        try {
            Assembled bridge = assembly.assemble(settings, profiles, OfflineRoutes.OVER);
            WebhookPreview.bindForPseudonyms(bridge.context().getRegistry(), settings);
            routes.start(bridge, settings, (exchange, logger, message) -> message);
        } catch (Exception e) {
            routes.close();
            throw e;
        }
    }

    /** What a producer of send-to-kafka is configured with. */
    Properties producer() {
        return producers.configuration();
    }

    /** The same as {@link #run}; what fails is an attempt that failed. */
    Attempt attempt(Refused letter, byte[] edited) throws InterruptedException {
        try {
            return run(letter, edited);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            return Attempt.failed(letter, "route_failed", e.getClass().getName());
        }
    }

    /** @param edited what to take in place of what the letter holds, or null */
    Attempt run(Refused letter, byte[] edited) throws Exception {
        if (!settings.sources().containsKey(letter.source())) {
            return Attempt.failed(letter, "unknown_source", "There is no source '" + letter.source() + "' any more.");
        }
        Profile profile = profiles.find(settings.sources().get(letter.source()).get("provider"));
        byte[] body = LetterBody.of(letter, edited, profile);
        if (body == null) {
            return Attempt.failed(
                    letter,
                    letter.rejection(),
                    "It holds the common event, not what the platform sent (bridge.event.include-raw was off).");
        }
        clock.now = letter.time();
        collected.clear();
        PreviewedAnswer answer =
                routes.send(letter.source(), "/webhooks/" + letter.source(), name -> null, body, false);
        List<OutboundRecord> records = new ArrayList<>(collected);
        OutboundRecord rejected = records.stream()
                .filter(made -> made.tag().isDeadLetter())
                .findFirst()
                .orElse(null);
        boolean hasEvents = records.stream().anyMatch(made -> !made.tag().isDeadLetter());
        if (rejected != null && !hasEvents) {
            return Attempt.refused(letter, rejected.tag().rejection(), rejected.header("detail"));
        }
        return answer.isSuccess()
                ? Attempt.accepted(letter, records)
                : Attempt.failed(letter, "route_failed", failure(answer));
    }

    /** The message of what failed may quote the payload. */
    private static String failure(PreviewedAnswer answer) {
        return "Answered " + answer.status()
                + (answer.failedStep() == null ? "" : ", step " + answer.failedStep())
                + (answer.failure() == null
                        ? ""
                        : ": " + answer.failure().getClass().getName());
    }

    @Override
    public void close() {
        routes.close();
    }

    /** Tells the time when the present letter was received. */
    private static final class ReceiptClock extends Clock {
        private volatile Instant now = Instant.EPOCH;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
