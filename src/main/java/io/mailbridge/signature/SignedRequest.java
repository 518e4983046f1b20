package io.mailbridge.signature;

/** A request as received, before anything in it is trusted. */
public interface SignedRequest {
    /** The request's own header, whatever the case of its name; null where it is missing. */
    String header(String name);

    /** The method, as it was sent. */
    default String method() {
        return "POST";
    }

    /** The query string as sent, without its question mark; null where there is none. */
    default String query() {
        return null;
    }

    /** What follows the source's name in the path; null where nothing does. */
    default String pathToken() {
        return null;
    }

    /** The raw bytes; must not be changed. */
    byte[] body();
}
