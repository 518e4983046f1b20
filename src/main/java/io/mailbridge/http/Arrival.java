package io.mailbridge.http;

import io.mailbridge.source.ReceivedRequest;
import io.mailbridge.source.SenderCheck;
import io.mailbridge.source.Source;

/**
 * A request whose head has come and may come in.
 *
 * @param checked what its head shows
 * @param event what takes the place of its body, null where that counts
 * @param began System.nanoTime() of its first byte
 */
record Arrival(Source source, ReceivedRequest head, SenderCheck.Head checked, byte[] event, long began) {}
