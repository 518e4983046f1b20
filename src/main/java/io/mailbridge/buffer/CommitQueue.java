package io.mailbridge.buffer;

/** The rows that wait for a commit, for whoever decides how many requests may come in. */
public interface CommitQueue {
    /** Rows that one commit takes at most. */
    int ROWS_OF_GROUP = 1000;

    /** Rows that wait for a group. */
    long waiting();

    /** Rows of one request, on an average of the last ones. */
    long rowsOfRequest();

    /** Rows that were committed since the start. */
    long committed();

    /** Refuses the requests whose rows have waited for long, in an overload. */
    void refuseLate();
}
