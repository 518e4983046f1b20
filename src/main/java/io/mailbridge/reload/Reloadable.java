package io.mailbridge.reload;

import java.util.List;
import org.apache.camel.impl.DefaultCamelContext;

/** A running bridge whose routes and profiles can be exchanged. */
public interface Reloadable {
    /** What is wrong with the home as it is now, each mistake with its file and line; none where it could be started. */
    List<String> mistakes() throws Exception;

    /** Has requests that come from now on read by the profiles of the home. */
    void takeProfiles();

    /** Asks senders to come again, and returns when no request is under way. */
    void closeDoor() throws InterruptedException;

    /** Lets requests in. */
    void openDoor() throws InterruptedException;

    DefaultCamelContext context();
}
