package io.mailbridge.provider;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mailbridge.event.JsonCodec;
import io.mailbridge.signature.SignatureScheme;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the bridge knows about one email platform, compiled from its file under providers/. Thread-safe. */
public final class Profile {
    private final ProfileSettings settings;
    private final BodyLayout layout;
    private final Mapping mapping;
    private final EventMapper mapper;

    Profile(ProfileSettings settings, BodyLayout layout, Mapping mapping) {
        this.settings = settings;
        this.layout = layout;
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

    /** For people: what of this profile the platform's documentation does not confirm, or null. */
    public String unconfirmed() {
        return settings.unconfirmed();
    }

    /** The media types that the platform posts: lower case, without parameters. */
    public List<String> contentTypes() {
        return settings.contentTypes();
    }

    /** The credentials scheme of a source that names none, or null where each has to name one. */
    public String defaultAuth() {
        return settings.defaultAuth();
    }

    /** The platform's own signature, or null where it has none. */
    public SignatureScheme signature() {
        return settings.signature();
    }

    /** What HTTP status codes mean to the platform. */
    public Answers answers() {
        return settings.answers();
    }

    /** Whether the platform asks by OPTIONS if it may post, as CloudEvents rules for webhooks. */
    public boolean validatesByOptions() {
        return settings.validatesByOptions();
    }

    /** For people: the steps in the platform's portal, or null. */
    public String setup() {
        return settings.setup();
    }

    /** The set-up and test messages that are answered and not published. */
    public List<ControlMessage> controlMessages() {
        return layout.controlMessages();
    }

    /** Whether a reply may hold the key that a source has for it. */
    public boolean repliesWithKey() {
        return Stream.concat(
                        Stream.of(answers()).map(Answers::reply),
                        controlMessages().stream().map(ControlMessage::reply))
                .anyMatch(reply -> reply != null && reply.holdsKey());
    }

    /**
     * The JSON of a request: its body, what a form holds, a form as a tree, or a plain text as a JSON string.
     *
     * @throws UnreadableBody when it is not a form as the platform sends it
     */
    public byte[] json(byte[] body) {
        if (layout.form() != null) {
            return layout.form().json(body);
        }
        boolean isText = layout.plainText() && body.length > 0 && Character.isLetter(body[0]);
        return isText ? JsonCodec.write(TextNode.valueOf(new String(body, StandardCharsets.UTF_8))) : body;
    }

    /** Whether {@link #json} makes the JSON out of the names of a form, so that it takes more memory than it is long. */
    public boolean isForm(byte[] body) {
        return layout.form() != null && layout.form().makesTree(body);
    }

    /**
     * The body of a request that holds this one element, laid out as the platform does.
     *
     * @param element what a dead letter of one event of a request holds, as UTF-8 JSON
     */
    public byte[] bodyOf(byte[] element) {
        byte[] json = layout.shape().bodyOf(element);
        return layout.form() == null ? json : layout.form().of(json);
    }

    /**
     * Whether the query string of a GET is an event, and not a portal's look at the URL. One that cannot be read counts as
     * one, so that it becomes a dead letter.
     */
    public boolean isEventQuery(byte[] query) {
        if (!layout.queryIsEvent() || !FormBody.hasFields(query)) {
            return false;
        }
        try {
            return mapper.name().name(Scope.of(layout.form().tree(query), name -> null)) != null;
        } catch (UnreadableBody e) {
            return true;
        }
    }

    /** A body for a dead letter: what is never published is taken out of it, unless it cannot be read. */
    public byte[] withoutSecrets(byte[] body) {
        if (layout.secrets().isEmpty()) {
            return body;
        }
        try {
            JsonNode tree = JsonCodec.mapper().readTree(json(body));
            layout.removeSecrets(tree);
            return tree.isContainerNode() ? JsonCodec.write(tree) : body;
        } catch (IOException | UnreadableBody e) {
            return body;
        }
    }

    /**
     * The events of a request. One bad element is rejected and never fails the others.
     *
     * @param body as parsed, null for an empty one; what is never published is taken out of it
     * @throws UnreadableBody when the top level is not what the platform sends, or holds too many events
     */
    public Normalized normalize(JsonNode body, Origin origin) {
        return new RequestSplitter(layout, mapping, mapper, origin).split(body);
    }

    /**
     * The set-up message that a body without credentials is, or null: platforms send these before there are
     * credentials. The body must be nothing else, so that no event can enter this way.
     */
    public SetupMessage unsignedSetupMessage(JsonNode body, Origin origin) {
        JsonNode only = layout.shape().only(body);
        if (only == null || !only.isObject()) {
            return null;
        }
        ControlMessage message = layout.controlMessage(Scope.of(only, origin.header()));
        return message != null && message.isUnsigned() ? new SetupMessage(message, only) : null;
    }

    /**
     * What the platform wants to read in the answer if it is one of success, null where that is nothing but the counts.
     *
     * @param normalized what the body held
     */
    public Reply reply(Normalized normalized, JsonNode body, Origin origin) {
        if (normalized.events().isEmpty() && normalized.rejected().isEmpty()) {
            for (SetupMessage message : normalized.setupMessages()) {
                ReplyTemplate reply = message.kind().reply();
                if (reply != null) {
                    return new Reply(reply.of(Scope.of(message.content(), origin.header()), origin), true);
                }
            }
        }
        if (answers().reply() == null) {
            return null;
        }
        JsonNode first = body.isArray() && !body.isEmpty() ? body.get(0) : body;
        return new Reply(answers().reply().of(Scope.of(first, origin.header()), origin), false);
    }

    /**
     * Whether a request is one set-up message and nothing else, by the way in which events are read, so that no event
     * and no dead letter can come in with it. A member that is there twice is refused: readers differ on which counts.
     */
    public boolean isSetupMessageOnly(byte[] body, Origin origin) {
        try {
            JsonNode tree = JsonCodec.mapper()
                    .reader()
                    .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .readTree(json(body));
            Normalized read = normalize(tree, origin);
            return read.setupMessages().size() == 1
                    && read.events().isEmpty()
                    && read.rejected().isEmpty();
        } catch (IOException | UnreadableBody e) {
            return false;
        }
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
        return new Profile(settings, layout, SourceSettings.apply(sourceSettings, mapping));
    }
}
