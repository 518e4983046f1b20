package io.mailbridge.signature;

/** A request as it came, before anything of it is trusted. */
public interface SignedRequest {
    /** The request's own header, whatever the case of its name; null where it is missing. */
    String header(String name);

    /** The raw bytes; not to be changed. */
    byte[] body();
}
