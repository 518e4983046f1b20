package io.mailbridge.signature;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Confirms subscriptions of topics of Amazon SNS, and of platforms with its protocol, by getting the URL of the message, in the background. */
public final class SnsSubscriptions implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SnsSubscriptions.class);
    /** More than anybody sets up at one time. */
    private static final int MOST_WAITING = 16;
    /** The message was answered 200, so SNS never sends it again. */
    private static final String WHAT_TO_DO =
            "SNS does not ask again by itself: request the confirmation again in its console, or subscribe again";

    private final Fetcher fetcher;
    private final ThreadPoolExecutor executor;

    /** @param fetcher gets the URL that confirms */
    public SnsSubscriptions(Fetcher fetcher) {
        this.fetcher = fetcher;
        executor = new ThreadPoolExecutor(1, 1, 5, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), task -> {
            Thread thread = new Thread(task, "sns-subscriptions");
            thread.setDaemon(true);
            return thread;
        });
        executor.allowCoreThreadTimeOut(true);
    }

    /**
     * @param message a SubscriptionConfirmation whose signature and topic have been checked
     * @param url what it names, null where that is no address of its platform
     */
    public void confirm(JsonNode message, URI url) {
        String topic = message.path("TopicArn").asText();
        if (url == null) {
            LOG.warn(
                    "The subscription of topic {} is not confirmed: its SubscribeURL is not an address of its platform",
                    topic);
            return;
        }
        try {
            executor.execute(() -> confirm(topic, url));
        } catch (RejectedExecutionException e) {
            LOG.warn("The subscription of topic {} is not confirmed: too many are waiting; {}", topic, WHAT_TO_DO);
        }
    }

    private void confirm(String topic, URI url) {
        try {
            fetcher.get(url);
            LOG.info("Subscription of topic {} confirmed", topic);
        } catch (IOException e) {
            // the message may name the URL, and with it the token
            LOG.warn("The subscription of topic {} could not be confirmed ({}); {}", topic, reason(e), WHAT_TO_DO);
        }
    }

    private static String reason(IOException failure) {
        return failure instanceof Fetcher.WrongStatus
                ? failure.getMessage()
                : failure.getClass().getSimpleName();
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
