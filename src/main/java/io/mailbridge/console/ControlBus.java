package io.mailbridge.console;

import io.mailbridge.buffer.BufferMonitor;
import io.mailbridge.control.NotDone;
import io.mailbridge.control.Order;
import io.mailbridge.control.RefusedActions;
import io.mailbridge.control.SelectionReader;
import io.mailbridge.control.Step;
import io.mailbridge.control.Steps;
import io.mailbridge.publish.PublishBreaker;
import io.mailbridge.publish.TopicAvailability;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.ManagementAgent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Control bus: the bridge's own MBean, with the books, what is at fault, and the switches of an outage. */
@ManagedResource(description = "What becomes of events, what is at fault, and the switches of an outage")
public final class ControlBus extends BooksView {
    /** Of the MBean. */
    public static final String NAME = "io.mailbridge:type=Bridge";

    private static final Logger LOG = LoggerFactory.getLogger(ControlBus.class);
    private static final String REPLAY = "replay-events";
    private static final long WAIT_MS = 2_000;
    /** Who: a JMX client has no name here. */
    private static final String BY = "JMX";

    private static final String READ_ONLY =
            "This can only be read: operations need bridge.management.username and bridge.management.password.";

    private final CamelContext context;
    private final PublishBreaker breaker;
    private final TopicAvailability topics;
    private final BufferMonitor buffer;
    private final RefusedActions refused;
    private final Steps steps;
    private final boolean readOnly;
    private volatile String pausedBecause = "";
    private volatile String forcedBecause = "";

    /**
     * @param steps takes the switches, and remembers them
     * @param readOnly true where nobody can show a credential: then its operations are refused, as the page's actions are
     */
    public ControlBus(
            CamelContext context,
            MeterRegistry metrics,
            PublishBreaker breaker,
            TopicAvailability topics,
            BufferMonitor buffer,
            RefusedActions refused,
            Steps steps,
            boolean readOnly) {
        super(metrics);
        this.context = context;
        this.breaker = breaker;
        this.topics = topics;
        this.buffer = buffer;
        this.refused = refused;
        this.steps = steps;
        this.readOnly = readOnly;
    }

    /** Makes it an MBean, unless the operator has switched JMX off. */
    public void register() throws JMException {
        ManagementAgent agent = context.getManagementStrategy().getManagementAgent();
        if (agent != null) {
            agent.register(this, new ObjectName(NAME));
        }
    }

    @ManagedAttribute(description = "Why the buffer takes no rows; empty while it does")
    public String getBufferFailure() {
        String failure = buffer.failure();
        return failure == null ? "" : failure;
    }

    @ManagedAttribute(description = "Topics of the configuration: in service, or why their events wait in the buffer")
    public Map<String, String> getTopics() {
        Map<String, String> all = new TreeMap<>();
        topics.known().forEach(topic -> all.put(topic, "in service"));
        all.putAll(topics.reasons());
        return all;
    }

    @ManagedAttribute(description = "Topics whose events wait in the buffer, and why")
    public Map<String, String> getTopicsOutOfService() {
        return topics.reasons();
    }

    @ManagedAttribute(
            description = "CLOSED: events go to Kafka. OPEN, FORCED_OPEN: to the buffer. HALF_OPEN: some try Kafka")
    public String getBreakerState() {
        return breaker.state();
    }

    @ManagedAttribute(description = "Started, Suspended or Stopped")
    public String getReplayState() {
        return String.valueOf(context.getRouteController().getRouteStatus(REPLAY));
    }

    @ManagedOperation(description = "Leaves rows in the buffer until resumeReplay; the reason goes to the log")
    public void pauseReplay(String reason) {
        take(this::pause, () -> Order.of(BY, reason));
    }

    @ManagedOperation(
            description = "Goes on with the replay, also where its route was stopped; the reason goes to the log")
    public void resumeReplay(String reason) {
        take(this::resume, () -> Order.of(BY, reason));
    }

    @ManagedOperation(
            description = "Sends all events to the buffer until setBreakerAutomatic; the reason goes to the log")
    public void forceBreakerOpen(String reason) {
        take(this::forceOpen, () -> Order.of(BY, reason));
    }

    @ManagedOperation(description = "Leaves the breaker to itself again; the reason goes to the log")
    public void setBreakerAutomatic(String reason) {
        take(this::setAutomatic, () -> Order.of(BY, reason));
    }

    @ManagedAttribute(description = "The last action on parked rows or dead letters, as far as it has come")
    public String getLastAction() {
        return refused.last();
    }

    @ManagedOperation(
            description =
                    "Puts parked rows back into the buffer. selection is a JSON object with ids, with a filter, or with"
                            + " all: true; above 100 rows, confirmed has to be their number")
    public String parkedReplay(String reason, String selection, boolean dryRun, long confirmed) {
        return take(refused::replayParked, reason, selection, dryRun, confirmed);
    }

    @ManagedOperation(description = "Deletes parked rows, and keeps them in a file; parameters as of parkedReplay")
    public String parkedDiscard(String reason, String selection, boolean dryRun, long confirmed) {
        return take(refused::discardParked, reason, selection, dryRun, confirmed);
    }

    @ManagedOperation(
            description =
                    "Passes dead letters through the profiles and routes of the home as they are now, and sends what"
                            + " they become; parameters as of parkedReplay")
    public String rejectedResubmit(String reason, String selection, boolean dryRun, long confirmed) {
        return take(refused::resubmitRejected, reason, selection, dryRun, confirmed);
    }

    /** What an operator can have done, by JMX or by the page. */
    private interface Taken {
        Step by(Order order, long waitMillis) throws NotDone;
    }

    public Step pause(Order order, long waitMillis) throws NotDone {
        return steps.take("pause-replay", order, waitMillis, step -> {
            pausedBecause = note("The replay is paused", order);
            context.getRouteController().suspendRoute(REPLAY);
            return "The replay is paused.";
        });
    }

    public Step resume(Order order, long waitMillis) throws NotDone {
        return steps.take("resume-replay", order, waitMillis, step -> {
            note("The replay goes on", order);
            pausedBecause = "";
            if (context.getRouteController().getRouteStatus(REPLAY).isSuspended()) {
                context.getRouteController().resumeRoute(REPLAY);
            } else {
                context.getRouteController().startRoute(REPLAY);
            }
            return "The replay goes on.";
        });
    }

    public Step forceOpen(Order order, long waitMillis) throws NotDone {
        return steps.take("force-breaker-open", order, waitMillis, step -> {
            forcedBecause = note("The breaker is forced open: events go to the buffer", order);
            breaker.forceOpen();
            return "All events go to the buffer.";
        });
    }

    public Step setAutomatic(Order order, long waitMillis) throws NotDone {
        return steps.take("set-breaker-automatic", order, waitMillis, step -> {
            note("The breaker is left to itself", order);
            forcedBecause = "";
            breaker.automatic();
            return "The next requests try Kafka again.";
        });
    }

    /** What is asked for. */
    private interface Asked {
        Order order() throws NotDone;
    }

    private String take(Taken action, String reason, String selection, boolean dryRun, long confirmed) {
        return take(
                action,
                () -> new Order(
                        BY,
                        Order.reason(reason),
                        SelectionReader.selection(selection, Instant.now()),
                        dryRun,
                        confirmed,
                        null,
                        false));
    }

    /** Its exceptions are of classes that every JMX client knows. */
    private String take(Taken action, Asked asked) {
        if (readOnly) {
            throw new SecurityException(READ_ONLY);
        }
        try {
            Step step = action.by(asked.order(), WAIT_MS);
            return step.ended() == null ? "It goes on; LastAction shows how far it has come." : step.message();
        } catch (NotDone e) {
            throw new IllegalArgumentException(e.getMessage());
        }
    }

    /** The reason that was given for the pause of the replay; empty where there is none. */
    public String pausedBecause() {
        return pausedBecause;
    }

    /** The reason that was given for forcing the breaker open; empty where there is none. */
    public String forcedBecause() {
        return forcedBecause;
    }

    /** @return who did it, and why */
    private static String note(String what, Order order) {
        LOG.warn("audit: {}, by {}, reason: {}", what, order.who(), order.reason());
        return order.reason() + ", by " + order.who();
    }
}
