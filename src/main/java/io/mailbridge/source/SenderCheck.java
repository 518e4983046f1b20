package io.mailbridge.source;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailbridge.event.JsonCodec;
import io.mailbridge.provider.ControlMessage;
import io.mailbridge.provider.Origin;
import io.mailbridge.signature.SignedRequest;
import io.mailbridge.signature.Verdict;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Whether a request is let in: by its head before its body is read, as far as possible, so that a stranger's body costs
 * nothing; and as a whole where the body is signed.
 */
public final class SenderCheck {
    /** Set-up messages have a few hundred bytes; more than that of a stranger's body is not parsed. */
    public static final int LARGEST_SETUP_MESSAGE = 4096;

    private final RefusalLog refusals = new RefusalLog();

    /** What the head shows. */
    public enum Head {
        /** All that can be checked is valid. */
        PASSES,
        /** The credentials are missing, and the body may be a set-up message that needs none. */
        MAY_BE_SETUP,
        /** The body is signed. */
        BODY_DECIDES
    }

    /** @throws RequestRefused where the head is enough to refuse it */
    public Head checkHead(Source source, ReceivedRequest head) {
        if (source.credentials() instanceof Credentials.Signed) {
            refuseContent(source, head);
            return Head.BODY_DECIDES;
        }
        Verdict verdict = source.credentials().check(head);
        if (!verdict.isValid()) {
            if (takesUnsigned(source)) {
                return Head.MAY_BE_SETUP;
            }
            throw refusal(source, head, verdict);
        }
        refuseContent(source, head);
        return Head.PASSES;
    }

    /**
     * For a request that sets a webhook up. A platform that lets one configure a header does not always send it with that
     * request, but the URL is always the whole.
     *
     * @throws RequestRefused
     */
    public void checkUrl(Source source, ReceivedRequest request) {
        if (source.credentials().areInUrl()) {
            Verdict verdict = source.credentials().check(request);
            if (!verdict.isValid()) {
                throw refusal(source, request, verdict);
            }
        }
    }

    /** @throws RequestRefused */
    public void checkWhole(Source source, ReceivedRequest request) {
        Verdict verdict = verdict(source, request);
        if (!verdict.isValid() && !isUnsignedSetupMessage(source, request)) {
            throw refusal(source, request, verdict);
        }
        refuseContent(source, request);
    }

    /** Whether the request brings what its source asks for; a platform's test key is enough for a set-up message. */
    public static Verdict verdict(Source source, SignedRequest request) {
        Verdict verdict = source.credentials().check(request);
        boolean isSetup = verdict.kind() == Verdict.Kind.TEST
                && request.body().length <= LARGEST_SETUP_MESSAGE
                && source.profile().isSetupMessageOnly(request.body(), origin(source, request));
        return isSetup ? Verdict.VALID : verdict;
    }

    /** For a body that is too large to be a set-up message. */
    public RequestRefused refusalWithoutCredentials(Source source, ReceivedRequest head) {
        return refusal(
                source, head, source.credentials().areInUrl() ? Credentials.MISSING_IN_URL : Credentials.MISSING);
    }

    private RequestRefused refusal(Source source, ReceivedRequest request, Verdict verdict) {
        refusals.refused(source, request, verdict.reason());
        if (verdict.kind() == Verdict.Kind.UNDECIDED) {
            return new RequestRefused(
                    source.profile().answers().overload(),
                    "The credentials cannot be checked now. Please send it again.");
        }
        return new RequestRefused(
                source.profile().answers().of(401),
                "The credentials of this source are missing or wrong.",
                source.credentials().challenge());
    }

    private static boolean takesUnsigned(Source source) {
        for (ControlMessage message : source.profile().controlMessages()) {
            if (message.isUnsigned()) {
                return true;
            }
        }
        return false;
    }

    private static boolean isUnsignedSetupMessage(Source source, SignedRequest request) {
        if (!takesUnsigned(source) || request.body().length > LARGEST_SETUP_MESSAGE) {
            return false;
        }
        try {
            JsonNode body = JsonCodec.mapper().readTree(request.body());
            return source.profile().unsignedSetupMessage(body, origin(source, request)) != null;
        } catch (IOException e) {
            return false;
        }
    }

    private static Origin origin(Source source, SignedRequest request) {
        return new Origin(source.name(), Instant.EPOCH, false, request::header);
    }

    private static void refuseContent(Source source, SignedRequest request) {
        if (request.method().equals("GET")) {
            // its event is in the URL
            return;
        }
        List<String> types = source.profile().contentTypes();
        if (!types.contains(mediaType(request.header("Content-Type")))) {
            throw new RequestRefused(
                    source.profile().answers().of(415), "The content type must be " + String.join(" or ", types) + ".");
        }
        String encoding = request.header("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new RequestRefused(source.profile().answers().of(415), "The body must not be compressed.");
        }
    }

    /** Lower case, without parameters. */
    private static String mediaType(String contentType) {
        if (contentType == null) {
            return "";
        }
        int end = contentType.indexOf(';');
        return (end < 0 ? contentType : contentType.substring(0, end)).trim().toLowerCase(Locale.ROOT);
    }
}
