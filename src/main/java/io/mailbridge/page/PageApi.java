package io.mailbridge.page;

import io.mailbridge.console.ControlBus;
import io.mailbridge.control.NotDone;
import io.mailbridge.control.RefusedAccess;
import io.mailbridge.log.RequestId;
import io.mailbridge.source.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** What the page may ask for, by its path. */
public final class PageApi {
    private static final Logger LOG = LoggerFactory.getLogger(PageApi.class);
    private static final String ITEM = "refused/";
    private static final String ACTION = "actions/";

    private final PageState state;
    private final RefusedPages refused;
    private final ActionPages actions;
    private final boolean readOnly;

    /** @param readOnly true where nobody can show a credential, so that no action is taken */
    public PageApi(
            Watched bridge, ControlBus bus, Watch watch, RefusedAccess access, ActionPages actions, boolean readOnly) {
        this.state = new PageState(bridge, bus, watch, readOnly);
        this.refused = new RefusedPages(access, bridge.kafka()::connected, bridge.clock()::instant);
        this.actions = actions;
        this.readOnly = readOnly;
    }

    /** Never fails. */
    Answer answer(Ask ask) {
        try {
            return ask.isPost() ? posted(ask) : read(ask);
        } catch (NotDone e) {
            return Answer.of(e);
        } catch (Exception | LinkageError | OutOfMemoryError e) {
            Problem problem = new Problem(500, "The console failed at this; the log says at what.");
            try (MDC.MDCCloseable named = RequestId.inLog(problem.request())) {
                LOG.warn("The console cannot answer {}", ask.path().replaceAll("\\p{Cntrl}", "?"), e);
            }
            return Answer.of(problem);
        }
    }

    private Answer read(Ask ask) throws Exception {
        if (ask.path().startsWith(ITEM)) {
            return Answer.of(refused.item(ask.path().substring(ITEM.length()), ask));
        }
        if (ask.path().startsWith(ACTION)) {
            return Answer.of(actions.find(ask.path().substring(ACTION.length()), ask));
        }
        return switch (ask.path()) {
            case "state" -> Answer.of(state.json());
            case "history" -> Answer.of(state.history());
            case "refused" -> Answer.of(refused.list(ask));
            case "actions" -> Answer.of(actions.latest());
            default -> throw new NotDone(404, "The console knows nothing of that name.");
        };
    }

    private Answer posted(Ask ask) throws NotDone {
        if (!ask.path().startsWith(ACTION)) {
            throw new NotDone(405, "This can only be read.");
        }
        if (readOnly) {
            throw new NotDone(
                    403,
                    "The console only reads: actions need bridge.management.username and bridge.management.password.");
        }
        return Answer.of(actions.take(ask.path().substring(ACTION.length()), ask));
    }
}
