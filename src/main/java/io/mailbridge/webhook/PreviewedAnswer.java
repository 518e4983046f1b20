package io.mailbridge.webhook;

import java.util.List;
import java.util.Map;

/**
 * What became of a request in a preview.
 *
 * @param headers of the answer
 * @param body of the answer
 * @param dropped events and records that the routes took out
 * @param setupMessages names of those that the request held
 * @param failedStep the step that failed with its place, or null
 * @param failure what failed, or null; its message may quote the payload
 */
public record PreviewedAnswer(
        int status,
        Map<String, String> headers,
        String body,
        int dropped,
        List<String> setupMessages,
        String failedStep,
        Throwable failure) {
    private static final int FIRST_FAILURE = 300;

    /** True where the sender may forget the request. */
    public boolean isSuccess() {
        return status < FIRST_FAILURE;
    }
}
