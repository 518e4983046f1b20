package io.mailbridge.provider;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailbridge.event.EmailEvent;
import io.mailbridge.event.EventIds;
import java.util.ArrayList;
import java.util.List;

/** Splitter: takes one request apart into events, one for each recipient, and sets other elements aside. */
final class RequestSplitter {
    /** No platform sends more (SparkPost on premises: 10,000); small events cost a multiple of their size in memory. */
    static final int MAX_EVENTS = 10_000;

    /**
     * Characters, summed over the events of the recipients of one message: each may carry everything that they share.
     * Enough for 50 recipients, the most of Amazon SES, of a message of 256 KB, the largest of SNS.
     */
    static final long MAX_SPREAD = 16_000_000;

    private final BodyLayout layout;
    private final Mapping mapping;
    private final EventMapper mapper;
    private final Origin origin;
    private final EventIds ids = new EventIds();
    private final List<EmailEvent> events = new ArrayList<>();
    private final List<Rejection> rejected = new ArrayList<>();
    private final List<SetupMessage> setupMessages = new ArrayList<>();
    private int position;
    private long spread;

    RequestSplitter(BodyLayout layout, Mapping mapping, EventMapper mapper, Origin origin) {
        this.layout = layout;
        this.mapping = mapping;
        this.mapper = mapper;
        this.origin = origin;
    }

    /** @throws UnreadableBody when the top level is not what the platform sends, or too much */
    Normalized split(JsonNode body) {
        for (JsonNode element : elements(body)) {
            Scope scope = Scope.of(element, origin.header());
            ControlMessage control = layout.controlMessage(scope);
            if (control != null) {
                if (control.action() == ControlMessage.Action.LOG_VERIFICATION) {
                    layout.secrets().removeFromElement(element);
                }
                setupMessages.add(new SetupMessage(control, element));
            } else {
                layout.secrets().removeFromElement(element);
                open(scope);
            }
            checkCount();
        }
        return new Normalized(events, rejected, setupMessages);
    }

    /** A text is not an event on any platform, but may be a set-up message. */
    private Iterable<JsonNode> elements(JsonNode body) {
        boolean isSetupText = layout.plainText()
                && body != null
                && body.isTextual()
                && layout.controlMessage(Scope.of(body, origin.header())) != null;
        return isSetupText ? List.of(body) : layout.shape().events(body);
    }

    private void open(Scope element) {
        Envelope envelope = layout.envelope(element);
        if (envelope == null) {
            add(element);
            return;
        }
        Found found = new Found();
        boolean isComplete = envelope.events().visit(element, (node, outer) -> {
            found.any = true;
            found.text |= node.isTextual();
            return addEach(element, node, outer);
        });
        boolean mayBeEvent = !found.any && envelope.when().isEmpty();
        if (!isComplete && mayBeEvent && mapper.name().name(element) != null) {
            // what a dead letter of one event holds, sent again
            add(element);
        } else if (!isComplete) {
            rejected.add(
                    found.text
                            ? Rejection.eventNotJson(envelope.events(), element.event())
                            : Rejection.noEvent(envelope.events(), element.event()));
        }
    }

    /**
     * Adds the event, or those of a list, some of which may be in lists of their own.
     *
     * @return false where the place of the events holds something else
     */
    private boolean addEach(Scope element, JsonNode inner, JsonNode outer) {
        boolean isElement = inner == outer;
        if (!isElement && (inner.isNull() || inner.isTextual())) {
            return false;
        }
        if (inner.isArray()) {
            inner.forEach(event -> addInList(element, event, outer));
        } else {
            add(element.inEnvelope(inner, outer));
        }
        return true;
    }

    private void addInList(Scope element, JsonNode event, JsonNode outer) {
        if (event.isArray()) {
            event.forEach(inner -> addInList(element, inner, outer));
        } else {
            add(element.inEnvelope(event, outer));
        }
    }

    private void checkCount() {
        if (events.size() + rejected.size() + setupMessages.size() > MAX_EVENTS) {
            throw tooMany();
        }
    }

    private void add(Scope scope) {
        checkCount();
        if (scope.event() != scope.envelope()) {
            layout.secrets().removeFromEvent(scope.event());
        }
        if (!scope.event().isObject()) {
            rejected.add(Rejection.notAnObject(scope.event()));
            return;
        }
        String name = mapper.name().name(scope);
        if (name == null) {
            rejected.add(Rejection.noEventName(mapper.name(), scope.event()));
            return;
        }
        JsonNode recipients = recipients(scope);
        if (recipients == null || !recipients.isArray()) {
            Place alone = Place.alone(position++, recipients != null);
            events.add(mapper.map(scope.forRecipient(recipients), name, alone, origin, ids));
            return;
        }
        if (events.size() + recipients.size() > MAX_EVENTS) {
            throw tooMany();
        }
        checkSpread(scope, recipients.size());
        for (int i = 0; i < recipients.size(); i++) {
            Place place = new Place(position, recipients.size(), i);
            events.add(mapper.map(scope.forRecipient(recipients.get(i)), name, place, origin, ids));
        }
        position++;
    }

    private void checkSpread(Scope scope, int count) {
        if (count < 2) {
            return;
        }
        long shared = JsonWeight.of(scope.envelope());
        if (scope.event() != scope.envelope()) {
            shared += JsonWeight.of(scope.event());
        }
        spread += count * shared;
        if (spread > MAX_SPREAD) {
            throw new UnreadableBody("The recipients of a message are too many for an event of its size.");
        }
        origin.memory().accept(JsonWeight.BYTES * count * shared);
    }

    /** The list of the recipients, or the one; null where the event names none. */
    private JsonNode recipients(Scope scope) {
        for (Path path : mapping.recipients()) {
            JsonNode found = path.find(scope, node -> node.isArray() ? !node.isEmpty() : Scalars.isPresent(node));
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static UnreadableBody tooMany() {
        return new UnreadableBody("A request may hold " + MAX_EVENTS + " events at most.");
    }

    /** What was at the place of an envelope's events. */
    private static final class Found {
        private boolean any;
        private boolean text;
    }
}
