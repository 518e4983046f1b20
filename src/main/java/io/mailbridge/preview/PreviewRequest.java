package io.mailbridge.preview;

import java.time.Instant;
import java.util.Map;

/**
 * The request to preview.
 *
 * @param source name in the path
 * @param url path or URL that it is posted to, with the query; null for the plain path of the source
 * @param headers of the request; without any and without a URL, credentials and content type are not checked
 * @param at time of receipt; null for now, and for no check of a signed timestamp's age
 * @param callOut true where steps of the routes may call other systems
 * @param kafkaDown true to show what would happen while no broker answers
 */
public record PreviewRequest(
        String source,
        String url,
        Map<String, String> headers,
        byte[] body,
        Instant at,
        boolean callOut,
        boolean kafkaDown) {}
