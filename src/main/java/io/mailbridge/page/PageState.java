package io.mailbridge.page;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mailbridge.console.ControlBus;
import java.time.Clock;
import java.time.Instant;

/** What is true now, for the page. */
public final class PageState {
    private final ControlBus bus;
    private final Clock clock;
    private final boolean readOnly;

    /** @param readOnly true where nobody can show a credential, so that no action is taken */
    public PageState(ControlBus bus, Clock clock, boolean readOnly) {
        this.bus = bus;
        this.clock = clock;
        this.readOnly = readOnly;
    }

    ObjectNode json() {
        ObjectNode state = JsonNodeFactory.instance.objectNode();
        state.put("at", Instant.now(clock).toString());
        state.putObject("process").put("readOnly", readOnly);
        state.putArray("words");
        state.put("level", "ok");
        state.putObject("books")
                .put("received", bus.getReceived())
                .put("published", bus.getPublished())
                .put("buffered", bus.getBuffered())
                .put("rejected", bus.getRejected())
                .put("dropped", bus.getDropped())
                .put("replayed", bus.getReplayed())
                .put("parked", bus.getParked())
                .put("inNoBook", bus.getInNoBook());
        return state;
    }
}
