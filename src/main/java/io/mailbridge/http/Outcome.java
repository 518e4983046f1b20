package io.mailbridge.http;

import java.util.Locale;

/** What became of a request, as the metric names it: never derived from a status that nobody has set. */
enum Outcome {
    ACCEPTED,
    UNREADABLE,
    UNAUTHORIZED,
    NOT_FOUND,
    WRONG_METHOD,
    TOO_SLOW,
    TOO_LARGE,
    WRONG_CONTENT_TYPE,
    UNAVAILABLE,
    FAILED,
    /** The sender left before its answer. */
    GONE,
    /** A portal asked whether there is a webhook. */
    PROBE;

    /** Of the answer that a route has given. */
    static Outcome of(int status) {
        return switch (status) {
            case 200, 201, 202, 204 -> ACCEPTED;
            case 400 -> UNREADABLE;
            case 401 -> UNAUTHORIZED;
            case 404 -> NOT_FOUND;
            case 405 -> WRONG_METHOD;
            case 408 -> TOO_SLOW;
            case 413 -> TOO_LARGE;
            case 415 -> WRONG_CONTENT_TYPE;
            case 429, 503 -> UNAVAILABLE;
            default -> FAILED;
        };
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
