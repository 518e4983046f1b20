package io.mailbridge.provider;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailbridge.event.EmailEvent;
import io.mailbridge.event.EventIds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the bridge knows about one email platform, compiled from its file under providers/. Thread-safe. */
public final class Profile {
    private final ProfileSettings settings;
    private final Mapping mapping;
    private final EventMapper mapper;

    Profile(ProfileSettings settings, Mapping mapping) {
        this.settings = settings;
        this.mapping = mapping;
        mapper = new EventMapper(settings.name(), mapping);
    }

    public String name() {
        return settings.name();
    }

    /** One line for people. */
    public String description() {
        return settings.description();
    }

    /** The media types the platform posts: lower case, without parameters. */
    public List<String> contentTypes() {
        return settings.contentTypes();
    }

    /** The credentials scheme a source has unless it is configured with another, or null when it must name one. */
    public String defaultAuth() {
        return settings.defaultAuth();
    }

    /** The HTTP status that makes the platform try again later. */
    public int overloadStatus() {
        return settings.overloadStatus();
    }

    /**
     * The events of a request. One bad element is rejected and never fails the others.
     *
     * @param body as parsed, null for an empty one
     * @throws UnreadableBody when the top level is not what the platform sends
     */
    public Normalized normalize(JsonNode body, Origin origin) {
        List<EmailEvent> events = new ArrayList<>();
        List<Rejection> rejected = new ArrayList<>();
        EventIds ids = new EventIds();
        for (JsonNode element : settings.shape().events(body)) {
            String name = element.isObject() ? mapper.name().name(element) : null;
            if (name != null) {
                events.add(mapper.map(element, name, origin, ids));
            } else if (element.isObject()) {
                rejected.add(Rejection.noEventName(mapper.name(), element));
            } else {
                rejected.add(Rejection.notAnObject(element));
            }
        }
        return new Normalized(events, rejected);
    }

    /**
     * The profile for one source, with that source's {@code fields.*} and {@code types.*}.
     *
     * @throws IllegalArgumentException naming key, value and what is allowed
     */
    public Profile withSettings(Map<String, String> sourceSettings) {
        if (sourceSettings.isEmpty()) {
            return this;
        }
        if (!settings.configurable()) {
            Map.Entry<String, String> first =
                    sourceSettings.entrySet().iterator().next();
            throw new IllegalArgumentException(first.getKey() + " = '" + first.getValue() + "': the profile '" + name()
                    + "' takes no fields.* or types.*, it knows its platform's fields");
        }
        return new Profile(settings, SourceSettings.apply(sourceSettings, mapping));
    }
}
