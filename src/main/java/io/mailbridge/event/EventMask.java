package io.mailbridge.event;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Members to take out of events. A name that no event can have is refused, since it would leave in what was meant. */
record EventMask(List<Consumer<EventDraft>> removals) {
    /** What an event may lack, and how it is taken out; of the metadata any entry. */
    private static final Map<String, Consumer<EventDraft>> REMOVALS = Map.ofEntries(
            member("message_id", draft -> draft.messageId = null),
            member("smtp_message_id", draft -> draft.smtpMessageId = null),
            member("recipient", draft -> draft.recipient = null),
            member("subject", draft -> draft.subject = null),
            member("campaign", draft -> draft.campaign = null),
            member("campaign.id", of -> of.changeCampaign(old -> new Campaign(null, old.name(), old.templateId()))),
            member("campaign.name", of -> of.changeCampaign(old -> new Campaign(old.id(), null, old.templateId()))),
            member("campaign.template_id", of -> of.changeCampaign(old -> new Campaign(old.id(), old.name(), null))),
            member("tags", draft -> draft.tags = List.of()),
            member("metadata", draft -> draft.metadata = Map.of()),
            member("bounce", draft -> draft.bounce = null),
            member(
                    "bounce.smtp_code",
                    draft -> draft.changeBounce(old ->
                            new Bounce(old.type(), null, old.enhancedCode(), old.mtaResponse(), old.providerClass()))),
            member(
                    "bounce.enhanced_code",
                    draft -> draft.changeBounce(old ->
                            new Bounce(old.type(), old.smtpCode(), null, old.mtaResponse(), old.providerClass()))),
            member(
                    "bounce.mta_response",
                    draft -> draft.changeBounce(old ->
                            new Bounce(old.type(), old.smtpCode(), old.enhancedCode(), null, old.providerClass()))),
            member(
                    "bounce.provider_class",
                    draft -> draft.changeBounce(old ->
                            new Bounce(old.type(), old.smtpCode(), old.enhancedCode(), old.mtaResponse(), null))),
            member("reason", draft -> draft.reason = null),
            member("reason.text", draft -> draft.changeReason(old -> new Reason(old.code(), null))),
            member("engagement", draft -> draft.engagement = null),
            member(
                    "engagement.url",
                    draft -> draft.changeEngagement(old ->
                            new Engagement(null, old.ip(), old.userAgent(), old.geo(), old.machine(), old.first()))),
            member(
                    "engagement.ip",
                    draft -> draft.changeEngagement(old ->
                            new Engagement(old.url(), null, old.userAgent(), old.geo(), old.machine(), old.first()))),
            member(
                    "engagement.user_agent",
                    draft -> draft.changeEngagement(
                            old -> new Engagement(old.url(), old.ip(), null, old.geo(), old.machine(), old.first()))),
            member("engagement.geo", draft -> draft.changeEngagement(old -> old.withGeo(null))),
            member("engagement.geo.country", of -> of.changeGeo(old -> new Geo(null, old.region(), old.city()))),
            member("engagement.geo.region", of -> of.changeGeo(old -> new Geo(old.country(), null, old.city()))),
            member("engagement.geo.city", of -> of.changeGeo(old -> new Geo(old.country(), old.region(), null))),
            member(
                    "engagement.machine",
                    draft -> draft.changeEngagement(
                            old -> new Engagement(old.url(), old.ip(), old.userAgent(), old.geo(), null, old.first()))),
            member(
                    "engagement.first",
                    draft -> draft.changeEngagement(old ->
                            new Engagement(old.url(), old.ip(), old.userAgent(), old.geo(), old.machine(), null))),
            member("subscription", draft -> draft.subscription = null),
            member(
                    "subscription.group_id",
                    draft -> draft.changeSubscription(old -> new Subscription(null, old.listId(), old.method()))),
            member(
                    "subscription.list_id",
                    draft -> draft.changeSubscription(old -> new Subscription(old.groupId(), null, old.method()))),
            member(
                    "subscription.method",
                    draft -> draft.changeSubscription(old -> new Subscription(old.groupId(), old.listId(), null))),
            member("raw", draft -> draft.raw = null));

    static final Set<String> OPTIONAL = REMOVALS.keySet();

    private static final String METADATA = "metadata.";
    /** One for each step of a route. */
    private static final Map<String, EventMask> READ = new ConcurrentHashMap<>();

    private static Map.Entry<String, Consumer<EventDraft>> member(String name, Consumer<EventDraft> removal) {
        return Map.entry(name, removal);
    }

    /** @param members comma-separated */
    static EventMask of(String members) {
        return READ.computeIfAbsent(members, EventMask::read);
    }

    private static EventMask read(String members) {
        return new EventMask(Arrays.stream(members.split(","))
                .map(String::trim)
                .map(EventMask::removal)
                .toList());
    }

    private static Consumer<EventDraft> removal(String name) {
        if (name.startsWith(METADATA)) {
            String entry = name.substring(METADATA.length());
            return draft -> draft.removeMetadata(entry);
        }
        if (!OPTIONAL.contains(name)) {
            throw new IllegalArgumentException("An event cannot be without " + name + "; allowed: "
                    + String.join(", ", new TreeSet<>(OPTIONAL)) + " and metadata.<name>");
        }
        return REMOVALS.get(name);
    }

    void remove(EventDraft draft) {
        removals.forEach(removal -> removal.accept(draft));
    }
}
