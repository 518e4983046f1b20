package io.mailbridge;

import io.mailbridge.buffer.CommitQueue;
import io.mailbridge.http.Buffering;
import io.mailbridge.publish.PublishBreaker;

/** What the server of the webhooks has to know of the buffer: while the breaker is not closed, all events go there but a few. */
record BufferedTraffic(PublishBreaker breaker, CommitQueue commits) implements Buffering {
    @Override
    public boolean takesAll() {
        return !breaker.state().equals("CLOSED");
    }

    @Override
    public long waiting() {
        return commits.waiting();
    }

    @Override
    public long done() {
        return commits.committed();
    }

    @Override
    public long rowsOfRequest() {
        return commits.rowsOfRequest();
    }

    @Override
    public long group() {
        return CommitQueue.ROWS_OF_GROUP;
    }

    @Override
    public void refuseLate() {
        commits.refuseLate();
    }
}
