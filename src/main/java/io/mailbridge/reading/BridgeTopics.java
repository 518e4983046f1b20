package io.mailbridge.reading;

import io.mailbridge.settings.Settings;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which topics of a cluster are a bridge's own: those that its settings name, or that their templates can name. */
public final class BridgeTopics {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(provider|source|type)}");

    private final String events;
    private final Pattern eventTopics;
    private final Pattern rejectedTopics;

    /**
     * @param events topic of the events, or the template of their topics
     * @param rejected topic of the dead letters, or the template of their topics
     */
    public BridgeTopics(String events, String rejected) {
        this.events = events;
        this.eventTopics = names(events);
        this.rejectedTopics = names(rejected);
    }

    public static BridgeTopics of(Settings settings) {
        return new BridgeTopics(settings.text("bridge.kafka.topic"), settings.text("bridge.kafka.rejected-topic"));
    }

    private static Pattern names(String template) {
        return Pattern.compile(Arrays.stream(PLACEHOLDER.split(template, -1))
                .map(Pattern::quote)
                .collect(Collectors.joining("[a-zA-Z0-9._-]+")));
    }

    /** Whether it holds events; one that could hold both is the dead letters'. */
    public boolean isOfEvents(String topic) {
        return eventTopics.matcher(topic).matches() && !isOfDeadLetters(topic);
    }

    public boolean isOfDeadLetters(String topic) {
        return rejectedTopics.matcher(topic).matches();
    }

    /** The topic of the events, or the template of their topics. */
    public String events() {
        return events;
    }
}
