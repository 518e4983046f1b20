package io.mailbridge.webhook;

import io.mailbridge.privacy.RecipientPrivacy;
import io.mailbridge.provider.Profiles;
import io.mailbridge.settings.Settings;
import io.mailbridge.signature.CertificateSource;
import io.mailbridge.signature.SnsSubscriptions;
import io.mailbridge.signature.Verdict;
import io.mailbridge.source.Credentials;
import io.mailbridge.source.Problem;
import io.mailbridge.source.ReceivedRequest;
import io.mailbridge.source.RequestRefused;
import io.mailbridge.source.SenderCheck;
import io.mailbridge.source.Sources;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.DefaultConsumer;

/** Passes one request to receive-webhook as the door does, without a server, to show what becomes of it. */
public final class WebhookPreview {
    private static final long LIMIT_SECONDS = 60;

    private final Sources sources;
    private final int maxBodySize;
    private final Clock clock;

    /**
     * @param maxBodySize in bytes; a larger one is refused
     * @param clock tells the time of receipt, and the age of a signed timestamp
     * @param certificates where those of signatures come from
     * @throws io.mailbridge.settings.InvalidSetting where a source is not configured correctly
     */
    public WebhookPreview(
            Settings settings, int maxBodySize, Profiles profiles, Clock clock, CertificateSource certificates) {
        this.sources = Sources.from(settings, profiles, clock, certificates);
        this.maxBodySize = maxBodySize;
        this.clock = clock;
    }

    /** True for the endpoint that receive-webhook begins with. */
    public static boolean isWebhook(Endpoint endpoint) {
        return endpoint instanceof PlatformHttpEndpoint http && http.getPath().equals(Sources.PATH);
    }

    /** Binds steps that use its clock and sources, and that confirm no subscription. */
    public void bind(Registry registry) {
        registry.bind("webhookAuthenticator", new WebhookAuthenticator(sources, new SenderCheck(), clock));
        registry.bind("setupMessages", new SetupMessages(new SnsSubscriptions(url -> {
            throw new IOException("A preview confirms nothing");
        })));
    }

    /** Binds a step that leaves pseudonyms as they are, for what was pseudonymized when it came. */
    public static void bindForPseudonyms(Registry registry, Settings settings) {
        registry.bind(
                "eventNormalizer",
                new EventNormalizer(settings.flag("bridge.event.include-raw"), RecipientPrivacy.again(settings)));
    }

    /** How the source is recognised: signature, basic, bearer, header, query, path or none. */
    public String scheme(String source) {
        Credentials credentials = sources.find(source).credentials();
        return credentials instanceof Credentials.Signed
                ? "signature"
                : credentials.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    /** The content type of its platform. */
    public String contentType(String source) {
        return sources.find(source).profile().contentTypes().get(0);
    }

    /**
     * Whether the request brings the source's credentials; to be called once, since a signed token is valid for one
     * body only.
     */
    public Verdict verdict(String source, String url, UnaryOperator<String> headers, byte[] body) {
        return SenderCheck.verdict(sources.find(source), ReceivedRequest.to(url, source, headers, body));
    }

    /**
     * Runs a request through the routes of a started context.
     *
     * @param url path or URL that it is posted to, which may hold the source's token
     * @param checked true where credentials and content type are to be checked
     */
    public PreviewedAnswer send(
            CamelContext context,
            String source,
            String url,
            UnaryOperator<String> headers,
            byte[] body,
            boolean checked)
            throws Exception {
        if (body.length > maxBodySize) {
            int status = sources.find(source).profile().answers().of(413);
            Problem tooLarge = new Problem(status, "A body may have " + maxBodySize + " bytes at most.");
            return new PreviewedAnswer(status, Map.of(), tooLarge.json(), 0, List.of(), null, null);
        }
        DefaultConsumer consumer = consumer(context);
        Exchange exchange = consumer.createExchange(false);
        exchange.setPattern(ExchangePattern.InOut);
        exchange.getIn().setBody(ReceivedRequest.to(url, source, headers, body).withBody(body, !checked));
        consumer.createUoW(exchange);
        CountDownLatch done = new CountDownLatch(1);
        consumer.getAsyncProcessor().process(exchange, sync -> done.countDown());
        if (!done.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("The routes have not ended after " + LIMIT_SECONDS + " s, step "
                    + exchange.getExchangeExtension().getHistoryNodeId());
        }
        PreviewedAnswer answer = answer(exchange);
        consumer.doneUoW(exchange);
        return answer;
    }

    private static DefaultConsumer consumer(CamelContext context) {
        return context.getRoutes().stream()
                .filter(route -> isWebhook(route.getEndpoint()))
                .map(route -> (DefaultConsumer) route.getConsumer())
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException("No route begins with platform-http, path: " + Sources.PATH));
    }

    private static PreviewedAnswer answer(Exchange exchange) {
        Integer status = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        boolean answered = exchange.getException() == null && status != null;
        Map<String, String> headers = new TreeMap<>();
        if (answered) {
            exchange.getMessage().getHeaders().forEach((name, value) -> {
                if (!name.startsWith("Camel") && value != null) {
                    headers.put(name, value.toString());
                }
            });
        }
        byte[] body = answered ? exchange.getMessage().getBody(byte[].class) : null;
        Throwable failure = failure(exchange, answered ? status : 500);
        WebhookRequest request = WebhookRequest.of(exchange);
        return new PreviewedAnswer(
                answered ? status : 500,
                headers,
                body == null ? "" : new String(body, StandardCharsets.UTF_8),
                request == null ? 0 : request.dropped(),
                request == null
                        ? List.of()
                        : request.setupMessages().stream()
                                .map(message -> message.kind().name())
                                .toList(),
                failure == null ? null : FailedStep.of(exchange),
                failure);
    }

    /** What the routes failed with; a refusal is an answer, and no failure. */
    private static Throwable failure(Exchange exchange, int status) {
        Throwable failure = exchange.getException() == null
                ? exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class)
                : exchange.getException();
        WebhookRequest request = WebhookRequest.of(exchange);
        boolean isAnswer =
                status < 300 || failure instanceof RequestRefused || request != null && request.isUnreadable();
        if (isAnswer || failure == null) {
            return null;
        }
        while (failure.getCause() != null && failure.getCause() != failure) {
            failure = failure.getCause();
        }
        return failure;
    }
}
