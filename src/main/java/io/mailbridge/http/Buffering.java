package io.mailbridge.http;

/** What the door has to know of the buffer, so that not more is let in than it can commit. */
public interface Buffering {
    /** Nothing is buffered. */
    Buffering NONE = new Buffering() {
        @Override
        public boolean takesAll() {
            return false;
        }

        @Override
        public long waiting() {
            return 0;
        }

        @Override
        public long done() {
            return 0;
        }

        @Override
        public long rowsOfRequest() {
            return 0;
        }

        @Override
        public long group() {
            return 1;
        }

        @Override
        public void refuseLate() {
            // there is nothing
        }
    };

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
