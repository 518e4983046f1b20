package io.mailbridge.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.mailbridge.event.JsonCodec;
import io.mailbridge.log.RequestId;
import io.mailbridge.provider.Origin;
import io.mailbridge.provider.Profile;
import io.mailbridge.provider.Profiles;
import io.mailbridge.provider.SetupMessage;
import io.mailbridge.signature.SignatureVerifier;
import io.mailbridge.signature.SnsSubscriptions;
import io.mailbridge.signature.Verdict;
import io.mailbridge.source.Credentials;
import io.mailbridge.source.Source;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Which subscriptions are confirmed, and what of a stranger's message gets into the log. */
class SetupMessagesTest {
    private static final String CONFIRM = """
            {"Type": "SubscriptionConfirmation", "TopicArn": "arn:aws:sns:eu-west-1:1:t",
             "SubscribeURL": "https://sns.eu-west-1.amazonaws.com/?Token=t"}""";

    private final List<String> fetched = new CopyOnWriteArrayList<>();
    private final SnsSubscriptions subscriptions = new SnsSubscriptions(url -> {
        fetched.add(url.toString());
        return new byte[0];
    });
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(SetupMessages.class);

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
        logger.setLevel(Level.INFO);
    }

    @AfterEach
    void close() {
        logger.detachAppender(log);
        logger.setLevel(null);
        subscriptions.close();
    }

    @Test
    void shouldConfirmWhatSnsHasSigned() throws IOException {
        setUp("amazon-ses", CONFIRM, request -> Verdict.VALID);

        await().until(() -> !fetched.isEmpty());
        assertThat(fetched).containsExactly("https://sns.eu-west-1.amazonaws.com/?Token=t");
        assertThat(logged()).isEmpty();
    }

    @Test
    void shouldConfirmNothingThatAStrangerMayHaveSent() throws IOException {
        setUp("amazon-ses", CONFIRM, request -> Verdict.invalid("not by SNS"));
        setUp("amazon-ses", CONFIRM, null);
        // the executor takes them in order
        setUp("amazon-ses", CONFIRM.replace("Token=t", "Token=last"), request -> Verdict.VALID);

        await().until(() -> !fetched.isEmpty());
        assertThat(fetched).containsExactly("https://sns.eu-west-1.amazonaws.com/?Token=last");
        assertThat(logged())
                .satisfiesExactly(line -> assertThat(line).contains("with a wrong signature"), line -> assertThat(line)
                        .contains("bridge.sources.shop.topic-arns lists no topics"));
    }

    @Test
    void shouldDoNothingForAMessageThatAsksForNothing() throws IOException {
        setUp("amazon-ses", CONFIRM.replace("SubscriptionConfirmation", "UnsubscribeConfirmation"), request -> {
            throw new AssertionError("no key is needed");
        });
        setUp("amazon-ses", "{\"eventType\": \"Open\", \"mail\": {\"messageId\": \"1\"}}", null);

        assertThat(logged()).isEmpty();
    }

    @Test
    void shouldLogWhatTheOperatorNeedsAndNameTheRequest() throws IOException {
        WebhookRequest request =
                setUp("salesforce-ens", "{\"callbackId\": \"c-1\", \"verificationKey\": \"k=/+\"}", null);

        assertThat(logged())
                .containsExactly(
                        "Source shop: the platform asks for verification: callbackId=c-1, verificationKey=k=/+");
        assertThat(log.list.get(0).getMDCPropertyMap()).containsEntry("request_id", RequestId.text(request.number()));
    }

    @Test
    void shouldCutAndCleanWhatAStrangerWantsInTheLog() throws IOException {
        StringBuilder members = new StringBuilder("{\"callbackId\": \"c\\n1\", \"verificationKey\": \"")
                .append("k".repeat(201))
                .append('"');
        IntStream.range(0, 7).forEach(i -> members.append(", \"more-" + i + "\": " + i));

        setUp("salesforce-ens", members.append('}').toString(), null);

        assertThat(logged())
                .containsExactly("Source shop: the platform asks for verification: callbackId=c?1, verificationKey="
                        + "k".repeat(200) + ", more-0=0, more-1=1, more-2=2, more-3=3, more-4=4, more-5=5");
    }

    private WebhookRequest setUp(String platform, String body, SignatureVerifier signature) throws IOException {
        Profile profile = Profiles.load(null).find(platform);
        Exchange exchange = Requests.of(new Source("shop", profile, new Credentials.None(), signature), body);
        WebhookRequest request = WebhookRequest.of(exchange);
        List<SetupMessage> messages = profile.normalize(
                        JsonCodec.mapper().readTree(body),
                        new Origin("shop", Requests.RECEIVED_AT, false, name -> null))
                .setupMessages();
        request.setupMessages(messages);
        new SetupMessages(subscriptions).process(exchange);
        return request;
    }

    private List<String> logged() {
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
