package io.mailbridge.console;

import io.mailbridge.buffer.BufferMonitor;
import io.mailbridge.control.NotDone;
import io.mailbridge.control.Order;
import io.mailbridge.control.RefusedActions;
import io.mailbridge.control.SelectionReader;
import io.mailbridge.control.Step;
import io.mailbridge.publish.PublishBreaker;
import io.mailbridge.publish.TopicAvailability;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.Map;
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
public final class ControlBus {
    /** Of the MBean. */
    public static final String NAME = "io.mailbridge:type=Bridge";

    private static final Logger LOG = LoggerFactory.getLogger(ControlBus.class);
    private static final String REPLAY = "replay-events";
    private static final long WAIT_MS = 2_000;

    private final CamelContext context;
    private final MeterRegistry metrics;
    private final PublishBreaker breaker;
    private final TopicAvailability topics;
    private final BufferMonitor buffer;
    private final RefusedActions refused;
    private volatile String pausedBecause = "";
    private volatile String forcedBecause = "";

    public ControlBus(
            CamelContext context,
            MeterRegistry metrics,
            PublishBreaker breaker,
            TopicAvailability topics,
            BufferMonitor buffer,
            RefusedActions refused) {
        this.context = context;
        this.metrics = metrics;
        this.breaker = breaker;
        this.topics = topics;
        this.buffer = buffer;
        this.refused = refused;
    }

    /** Makes it an MBean, unless the operator has switched JMX off. */
    public void register() throws JMException {
        ManagementAgent agent = context.getManagementStrategy().getManagementAgent();
        if (agent != null) {
            agent.register(this, new ObjectName(NAME));
        }
    }

    @ManagedAttribute(description = "Events that became durable since the start, dead letters included")
    public long getReceived() {
        return sum("bridge.events.received");
    }

    @ManagedAttribute(description = "Events that Kafka acknowledged for their request")
    public long getPublished() {
        return sum("bridge.events.published");
    }

    @ManagedAttribute(description = "Events committed to the buffer")
    public long getBuffered() {
        return sum("bridge.events.buffered");
    }

    @ManagedAttribute(description = "Dead letters")
    public long getRejected() {
        return sum("bridge.events.rejected");
    }

    @ManagedAttribute(description = "Events that an edited route took out")
    public long getDropped() {
        return sum("bridge.events.dropped.by.route");
    }

    @ManagedAttribute(description = "Events of the buffer that Kafka acknowledged")
    public long getReplayed() {
        return sum("bridge.events.replayed");
    }

    @ManagedAttribute(description = "Events that were taken out of the replay")
    public long getParked() {
        return sum("bridge.events.parked");
    }

    @ManagedAttribute(description = "Received less published, buffered, rejected and dropped: 0 at rest")
    public long getInNoBook() {
        return getReceived() - getPublished() - getBuffered() - getRejected() - getDropped();
    }

    @ManagedAttribute(description = "Events that wait in the buffer, of all replicas")
    public long getDepth() {
        return gauge("bridge.buffer.depth");
    }

    @ManagedAttribute(description = "Age of the row that waits longest, in seconds")
    public long getOldestAgeSeconds() {
        return gauge("bridge.buffer.oldest.age.seconds");
    }

    @ManagedAttribute(description = "Why the buffer takes no rows; empty while it does")
    public String getBufferFailure() {
        String failure = buffer.failure();
        return failure == null ? "" : failure;
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
    public void pauseReplay(String reason) throws Exception {
        pausedBecause = note("The replay is paused", reason);
        context.getRouteController().suspendRoute(REPLAY);
    }

    @ManagedOperation(
            description = "Goes on with the replay, also where its route was stopped; the reason goes to the log")
    public void resumeReplay(String reason) throws Exception {
        note("The replay goes on", reason);
        pausedBecause = "";
        if (context.getRouteController().getRouteStatus(REPLAY).isSuspended()) {
            context.getRouteController().resumeRoute(REPLAY);
        } else {
            context.getRouteController().startRoute(REPLAY);
        }
    }

    @ManagedOperation(
            description = "Sends all events to the buffer until setBreakerAutomatic; the reason goes to the log")
    public void forceBreakerOpen(String reason) {
        forcedBecause = note("The breaker is forced open: events go to the buffer", reason);
        breaker.forceOpen();
    }

    @ManagedOperation(description = "Leaves the breaker to itself again; the reason goes to the log")
    public void setBreakerAutomatic(String reason) {
        note("The breaker is left to itself", reason);
        forcedBecause = "";
        breaker.automatic();
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

    /** One of the actions on what was refused. */
    private interface Taken {
        Step by(Order order, long waitMillis) throws NotDone;
    }

    private static String take(Taken action, String reason, String selection, boolean dryRun, long confirmed) {
        try {
            Order order = new Order(
                    "JMX",
                    Order.reason(reason),
                    SelectionReader.selection(selection, Instant.now()),
                    dryRun,
                    confirmed,
                    null,
                    false);
            Step step = action.by(order, WAIT_MS);
            return step.ended() == null ? "It goes on; LastAction shows how far it has come." : step.message();
        } catch (NotDone e) {
            // of a class that every JMX client knows
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

    /** @return the reason in one line */
    private static String note(String what, String reason) {
        if (reason == null || reason.isBlank()) {
            throw new IllegalArgumentException("A reason is required: it goes to the log");
        }
        String line = reason.strip().replaceAll("\\p{Cntrl}", " ");
        LOG.warn("{}, by an operator: {}", what, line);
        return line;
    }

    private long sum(String name) {
        return (long) metrics.find(name).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private long gauge(String name) {
        return (long) metrics.get(name).gauge().value();
    }
}
