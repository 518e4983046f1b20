package io.mailbridge.webhook;

import io.mailbridge.event.EventWriter;
import io.mailbridge.event.Ledger;
import io.mailbridge.event.RecordHeaders;
import io.mailbridge.privacy.RecipientPrivacy;
import io.mailbridge.settings.Settings;
import io.mailbridge.signature.SnsSubscriptions;
import io.mailbridge.source.SenderCheck;
import io.mailbridge.source.Sources;
import java.time.Clock;
import org.apache.camel.main.Main;

/** The beans that receive-webhook, adapt-events and reject-events name. */
public final class WebhookBeans {
    private final Sources sources;
    private final WebhookAuthenticator authenticator;
    private final SetupMessages setupMessages;
    private final EventNormalizer normalizer;
    private final EventValidator validator;
    private final RecordMaker records;
    private final DeadLetters deadLetters;
    private final Ledger ledger;

    /** @throws io.mailbridge.settings.InvalidSetting where a value is not allowed */
    public WebhookBeans(
            Settings settings,
            Sources sources,
            SenderCheck check,
            SnsSubscriptions subscriptions,
            Ledger ledger,
            Clock clock) {
        RecipientPrivacy privacy = RecipientPrivacy.from(settings);
        this.records =
                new RecordMaker(settings.text("bridge.kafka.topic"), settings.text("bridge.kafka.rejected-topic"));
        this.sources = sources;
        this.ledger = ledger;
        this.authenticator = new WebhookAuthenticator(sources, check, clock);
        this.setupMessages = new SetupMessages(subscriptions);
        this.normalizer = new EventNormalizer(settings.flag("bridge.event.include-raw"), privacy);
        this.validator = new EventValidator(new EventWriter());
        this.deadLetters = new DeadLetters(records, privacy);
    }

    /** Binds the steps under the names that the routes use. */
    public void bind(Main main) {
        main.bind("webhookAuthenticator", authenticator);
        main.bind("memoryReserver", MemoryReserver.ofHeap(sources.names()));
        main.bind("formOpener", new FormOpener());
        main.bind("eventNormalizer", normalizer);
        main.bind("eventValidator", validator);
        main.bind(AdaptationCall.AS_THEY_ARE, new AsTheyAre());
        main.bind("recordMaker", records);
        main.bind("recordHeaders", new RecordHeaders());
        main.bind("events", new EventCollector());
        main.bind("dropEvent", new EventDrop());
        main.bind("setupMessages", setupMessages);
        main.bind("unreadableBodyRejecter", new UnreadableBodyRejecter());
        main.bind("deadLetters", deadLetters);
        main.bind("webhookAnswer", new WebhookAnswer(ledger));
        main.bind("failureAnswer", new FailureAnswer(ledger));
        sources.all().forEach(source -> ledger.open(source.name(), source.provider()));
    }
}
