package io.mailbridge.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Members to take out of events. A name that no event can have is refused, since it would leave in what was meant. */
record EventMask(List<String> members) {
    /** What an event may lack; of the metadata any entry. */
    static final Set<String> OPTIONAL = Set.of(
            "message_id",
            "smtp_message_id",
            "recipient",
            "subject",
            "campaign",
            "campaign.id",
            "campaign.name",
            "campaign.template_id",
            "tags",
            "metadata",
            "bounce",
            "bounce.smtp_code",
            "bounce.enhanced_code",
            "bounce.mta_response",
            "bounce.provider_class",
            "reason",
            "reason.text",
            "engagement",
            "engagement.url",
            "engagement.ip",
            "engagement.user_agent",
            "engagement.geo",
            "engagement.geo.country",
            "engagement.geo.region",
            "engagement.geo.city",
            "engagement.machine",
            "engagement.first",
            "subscription",
            "subscription.group_id",
            "subscription.list_id",
            "subscription.method",
            "raw");

    private static final String METADATA = "metadata.";
    private static final EventWriter WRITER = new EventWriter();
    /** One for each step of a route. */
    private static final Map<String, EventMask> READ = new ConcurrentHashMap<>();

    /** @param members comma-separated */
    static EventMask of(String members) {
        return READ.computeIfAbsent(members, EventMask::read);
    }

    private static EventMask read(String members) {
        List<String> names = Arrays.stream(members.split(",")).map(String::trim).toList();
        for (String name : names) {
            if (!OPTIONAL.contains(name) && !name.startsWith(METADATA)) {
                throw new IllegalArgumentException("An event cannot be without " + name + "; allowed: "
                        + String.join(", ", new TreeSet<>(OPTIONAL)) + " and metadata.<name>");
            }
        }
        return new EventMask(names);
    }

    EmailEvent mask(EmailEvent event) {
        try {
            JsonNode json = JsonCodec.mapper().readTree(WRITER.write(event));
            members.forEach(member -> remove(json, member));
            return EventReader.read(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(JsonNode json, String member) {
        int dot = member.startsWith(METADATA) ? METADATA.length() - 1 : member.lastIndexOf('.');
        JsonNode parent =
                dot < 0 ? json : json.at("/" + member.substring(0, dot).replace('.', '/'));
        if (parent instanceof ObjectNode object) {
            object.remove(member.substring(dot + 1));
        }
    }
}
