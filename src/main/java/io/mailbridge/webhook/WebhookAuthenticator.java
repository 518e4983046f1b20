package io.mailbridge.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailbridge.event.JsonCodec;
import io.mailbridge.provider.Origin;
import io.mailbridge.signature.SignedRequest;
import io.mailbridge.signature.Verdict;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * First step of receive-webhook: finds the source by the path, and lets the request pass only with its credentials and
 * content type. Until then nothing of the body is believed.
 */
final class WebhookAuthenticator implements Processor {
    /** Set-up messages have a few hundred bytes; a stranger's body is not worth more parsing. */
    private static final int LARGEST_SETUP_MESSAGE = 4096;

    private final Sources sources;
    private final Clock clock;
    private final RefusalLog refusals;

    WebhookAuthenticator(Sources sources, Clock clock) {
        this.sources = sources;
        this.clock = clock;
        this.refusals = new RefusalLog();
    }

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        ReceivedRequest request = ReceivedRequest.of(message);
        Source source = sources.find(request.source());
        if (source == null) {
            throw new RequestRefused(404, "There is no source of this name.");
        }
        refuseWithoutCredentials(source, request);
        refuseOtherContentType(source, request.header("Content-Type"));
        new WebhookRequest(source, clock.instant(), request).attachTo(exchange);
        message.setBody(request.body());
        // nothing of the HTTP request may reach Kafka: camel-kafka takes topic and key from headers (CVE-2026-49098)
        message.removeHeaders("*");
    }

    private void refuseWithoutCredentials(Source source, SignedRequest request) {
        Verdict verdict = source.credentials().check(request);
        if (verdict.isValid() || isUnsignedSetupMessage(source, request)) {
            return;
        }
        refusals.refused(source, verdict.reason());
        if (verdict.kind() == Verdict.Kind.UNDECIDED) {
            throw new RequestRefused(
                    source.profile().answers().overload(),
                    "The credentials cannot be checked now. Please send it again.");
        }
        throw new RequestRefused(
                source.profile().answers().of(401),
                "The credentials of this source are missing or wrong.",
                source.credentials().challenge());
    }

    private boolean isUnsignedSetupMessage(Source source, SignedRequest request) {
        boolean hasSome = source.profile().controlMessages().stream().anyMatch(message -> message.isUnsigned());
        if (!hasSome || request.body().length > LARGEST_SETUP_MESSAGE) {
            return false;
        }
        try {
            JsonNode body = JsonCodec.mapper().readTree(request.body());
            Origin origin = new Origin(source.name(), Instant.EPOCH, false, request::header);
            return source.profile().unsignedSetupMessage(body, origin) != null;
        } catch (IOException e) {
            return false;
        }
    }

    private static void refuseOtherContentType(Source source, String contentType) {
        String media =
                contentType == null ? "" : contentType.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
        if (!source.profile().contentTypes().contains(media)) {
            throw new RequestRefused(
                    source.profile().answers().of(415),
                    "The content type must be "
                            + String.join(" or ", source.profile().contentTypes()) + ".");
        }
    }
}
