package io.mailbridge.provider;

import io.mailbridge.event.Bounce;
import io.mailbridge.event.BounceType;
import io.mailbridge.event.Campaign;
import io.mailbridge.event.Engagement;
import io.mailbridge.event.EventType;
import io.mailbridge.event.Geo;
import io.mailbridge.event.Reason;
import io.mailbridge.event.ReasonCode;
import io.mailbridge.event.Subscription;
import java.util.EnumSet;
import java.util.Set;

/** Maps the nested parts of the common event. A part the platform says nothing about is null. */
final class DetailMapper {
    /** For other types an address or agent is that of a server on the way, not of a person. */
    private static final Set<EventType> ENGAGED = EnumSet.of(
            EventType.OPENED, EventType.CLICKED, EventType.COMPLAINED, EventType.UNSUBSCRIBED, EventType.RESUBSCRIBED);

    private final Mapping mapping;
    private final Field smtpCode;
    private final Field enhancedCode;
    private final Field mtaResponse;
    private final Field campaignId;
    private final Field campaignName;
    private final Field templateId;

    DetailMapper(Mapping mapping) {
        this.mapping = mapping;
        smtpCode = mapping.field(FieldName.SMTP_CODE);
        enhancedCode = mapping.field(FieldName.ENHANCED_CODE);
        mtaResponse = mapping.field(FieldName.MTA_RESPONSE);
        campaignId = mapping.field(FieldName.CAMPAIGN_ID);
        campaignName = mapping.field(FieldName.CAMPAIGN_NAME);
        templateId = mapping.field(FieldName.CAMPAIGN_TEMPLATE_ID);
    }

    SmtpReply reply(Scope scope) {
        return SmtpReply.of(smtpCode.text(scope), enhancedCode.text(scope), mtaResponse.text(scope));
    }

    Campaign campaign(Scope scope) {
        String id = campaignId.text(scope);
        String name = campaignName.text(scope);
        String template = templateId.text(scope);
        return id == null && name == null && template == null ? Campaign.NONE : new Campaign(id, name, template);
    }

    Bounce bounce(Scope scope, BounceType type, SmtpReply reply) {
        return new Bounce(
                type, reply.code(), reply.enhanced(), mtaResponse.text(scope), text(scope, FieldName.PROVIDER_CLASS));
    }

    Reason reason(Scope scope, ReasonCode code) {
        return new Reason(code, text(scope, FieldName.REASON_TEXT));
    }

    Engagement engagement(Scope scope, Outcome outcome) {
        if (!ENGAGED.contains(outcome.type())) {
            return null;
        }
        String url = text(scope, FieldName.URL);
        String ip = text(scope, FieldName.IP);
        String userAgent = text(scope, FieldName.USER_AGENT);
        Geo geo = geo(scope);
        Boolean machine = Outcome.first(mapping.field(FieldName.MACHINE).flag(scope), outcome.machine());
        Boolean first = Outcome.first(mapping.field(FieldName.FIRST).flag(scope), outcome.first());
        boolean nothing =
                url == null && ip == null && userAgent == null && geo == null && machine == null && first == null;
        return nothing ? null : new Engagement(url, ip, userAgent, geo, machine, first);
    }

    Subscription subscription(Scope scope) {
        String group = text(scope, FieldName.GROUP_ID);
        String list = text(scope, FieldName.LIST_ID);
        String method = text(scope, FieldName.METHOD);
        return group == null && list == null && method == null ? null : new Subscription(group, list, method);
    }

    private Geo geo(Scope scope) {
        String country = text(scope, FieldName.GEO_COUNTRY);
        String region = text(scope, FieldName.GEO_REGION);
        String city = text(scope, FieldName.GEO_CITY);
        return country == null && region == null && city == null ? null : new Geo(country, region, city);
    }

    private String text(Scope scope, FieldName name) {
        return mapping.field(name).text(scope);
    }
}
