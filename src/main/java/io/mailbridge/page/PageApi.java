package io.mailbridge.page;

import io.mailbridge.source.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the page may ask for, by its path. */
public final class PageApi {
    private static final Logger LOG = LoggerFactory.getLogger(PageApi.class);

    private final PageState state;

    public PageApi(PageState state) {
        this.state = state;
    }

    /** Never fails. */
    Answer answer(Ask ask) {
        try {
            return ask.isPost() ? posted(ask) : read(ask);
        } catch (Refusal e) {
            return Answer.of(e.problem());
        } catch (Exception | LinkageError | OutOfMemoryError e) {
            LOG.warn("The console cannot answer {}", ask.path().replaceAll("\\p{Cntrl}", "?"), e);
            return Answer.of(new Problem(500, "The console failed at this; the log says at what."));
        }
    }

    private Answer read(Ask ask) throws Exception {
        return switch (ask.path()) {
            case "state" -> Answer.of(state.json());
            case "history" -> Answer.of(state.history());
            default -> throw new Refusal(404, "The console knows nothing of that name.");
        };
    }

    private Answer posted(Ask ask) throws Exception {
        throw new Refusal(405, "This can only be read.");
    }
}
