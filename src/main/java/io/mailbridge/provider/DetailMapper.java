package io.mailbridge.provider;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailbridge.event.BounceType;
import io.mailbridge.event.EmailEvent.Bounce;
import io.mailbridge.event.EmailEvent.Campaign;
import io.mailbridge.event.EmailEvent.Engagement;
import io.mailbridge.event.EmailEvent.Geo;
import io.mailbridge.event.EmailEvent.Reason;
import io.mailbridge.event.EmailEvent.Subscription;
import io.mailbridge.event.EventType;
import io.mailbridge.event.ReasonCode;
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

    SmtpReply reply(JsonNode event) {
        return SmtpReply.of(smtpCode.text(event), enhancedCode.text(event), mtaResponse.text(event));
    }

    Campaign campaign(JsonNode event) {
        String id = campaignId.text(event);
        String name = campaignName.text(event);
        String template = templateId.text(event);
        return id == null && name == null && template == null ? Campaign.NONE : new Campaign(id, name, template);
    }

    Bounce bounce(JsonNode event, BounceType type, SmtpReply reply) {
        return new Bounce(
                type, reply.code(), reply.enhanced(), mtaResponse.text(event), text(event, FieldName.PROVIDER_CLASS));
    }

    Reason reason(JsonNode event, ReasonCode code) {
        return new Reason(code, text(event, FieldName.REASON_TEXT));
    }

    Engagement engagement(JsonNode event, EventType type) {
        if (!ENGAGED.contains(type)) {
            return null;
        }
        String url = text(event, FieldName.URL);
        String ip = text(event, FieldName.IP);
        String userAgent = text(event, FieldName.USER_AGENT);
        Geo geo = geo(event);
        Boolean machine = mapping.field(FieldName.MACHINE).flag(event);
        Boolean first = mapping.field(FieldName.FIRST).flag(event);
        boolean nothing =
                url == null && ip == null && userAgent == null && geo == null && machine == null && first == null;
        return nothing ? null : new Engagement(url, ip, userAgent, geo, machine, first);
    }

    Subscription subscription(JsonNode event) {
        String group = text(event, FieldName.GROUP_ID);
        String list = text(event, FieldName.LIST_ID);
        String method = text(event, FieldName.METHOD);
        return group == null && list == null && method == null ? null : new Subscription(group, list, method);
    }

    private Geo geo(JsonNode event) {
        String country = text(event, FieldName.GEO_COUNTRY);
        String region = text(event, FieldName.GEO_REGION);
        String city = text(event, FieldName.GEO_CITY);
        return country == null && region == null && city == null ? null : new Geo(country, region, city);
    }

    private String text(JsonNode event, FieldName name) {
        return mapping.field(name).text(event);
    }
}
