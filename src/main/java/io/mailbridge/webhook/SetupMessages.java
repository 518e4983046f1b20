package io.mailbridge.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailbridge.loop.NonBlocking;
import io.mailbridge.provider.SetupMessage;
import io.mailbridge.signature.SnsSubscriptions;
import io.mailbridge.source.Source;
import java.util.Map;
import java.util.StringJoiner;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Does what a platform's set-up message asks for, besides the answer that any request gets. */
final class SetupMessages implements Processor, NonBlocking {
    private static final Logger LOG = LoggerFactory.getLogger(SetupMessages.class);
    private static final int MOST_MEMBERS = 8;
    private static final int LONGEST_VALUE = 200;

    private final SnsSubscriptions subscriptions;

    SetupMessages(SnsSubscriptions subscriptions) {
        this.subscriptions = subscriptions;
    }

    @Override
    public void process(Exchange exchange) {
        WebhookRequest request = WebhookRequest.of(exchange);
        if (request.setupMessages().isEmpty()) {
            return;
        }
        // platforms send one at a time: a list of them would be a flood of log lines and calls
        SetupMessage message = request.setupMessages().get(0);
        try (MDC.MDCCloseable named = request.inLog()) {
            switch (message.kind().action()) {
                case CONFIRM_SUBSCRIPTION -> confirm(request, message);
                case LOG_VERIFICATION -> log(request.source(), message);
                default ->
                    LOG.debug(
                            "Source {}: {}",
                            request.source().name(),
                            message.kind().name());
            }
        }
    }

    /** Whatever the source's credentials: only a message that SNS signed, of a topic that is listed, is confirmed. */
    private void confirm(WebhookRequest request, SetupMessage message) {
        Source source = request.source();
        if (source.signature() == null) {
            LOG.warn(
                    "Source {} was asked to confirm an SNS subscription and did not: bridge.sources.{}.topic-arns lists no"
                            + " topics",
                    source.name(),
                    source.name());
        } else if (source.signature().verify(request.received()).isValid()) {
            subscriptions.confirm(
                    message.content(), source.profile().signature().confirmation(message.content()));
        } else {
            LOG.warn("Source {} was asked to confirm an SNS subscription with a wrong signature", source.name());
        }
    }

    /** The operator needs the values to finish the set-up; a stranger could send some, so they are cut and cleaned. */
    private static void log(Source source, SetupMessage message) {
        StringJoiner values = new StringJoiner(", ");
        int members = 0;
        for (Map.Entry<String, JsonNode> member : message.content().properties()) {
            if (members++ < MOST_MEMBERS) {
                values.add(
                        clean(member.getKey()) + "=" + clean(member.getValue().asText()));
            }
        }
        LOG.info(
                "Source {}: the platform asks for {}: {}",
                source.name(),
                message.kind().name(),
                values);
    }

    private static String clean(String text) {
        String cut = text.length() > LONGEST_VALUE ? text.substring(0, LONGEST_VALUE) : text;
        return cut.replaceAll("[^A-Za-z0-9._:/=+-]", "?");
    }
}
