package io.mailbridge.reload;

import java.util.List;
import org.apache.camel.impl.DefaultCamelContext;

/** A running bridge whose routes and profiles can be exchanged. */
public interface Reloadable {
    /**
     * What is wrong with the home as it is now, each mistake with its file and line; empty where it could be started.
     */
    List<String> mistakes() throws Exception;

    /** Reads requests with the profiles of the home from now on. */
    void takeProfiles();

    /** Asks senders to retry, and returns when no request is in flight. */
    void closeDoor() throws InterruptedException;

    /** Accepts requests again. */
    void openDoor() throws InterruptedException;

    DefaultCamelContext context();
}
