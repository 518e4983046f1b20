package io.mailbridge.http;

/** What the door has to know of the buffer, so that not more is let in than it can commit. */
public interface Buffering {
    /** True while all events go to the buffer. */
    boolean takesAll();

    /** Rows that wait to be written. */
    long waiting();

    /** Rows that were committed, since the start. */
    long done();

    /** Rows that a request brings, on an average of the last ones. */
    long rowsOfRequest();

    /** Rows that one commit takes. */
    long group();

    /** Refuses the requests that have waited for long. */
    void refuseLate();
}
