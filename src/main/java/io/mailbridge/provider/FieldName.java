package io.mailbridge.provider;

import java.util.Arrays;
import java.util.List;

/** The fields of the common record that a profile fills; a profile names them as the record does. */
enum FieldName {
    ID("id"),
    PROVIDER_EVENT("provider_event"),
    OCCURRED_AT("occurred_at"),
    MESSAGE_ID("message_id"),
    SMTP_MESSAGE_ID("smtp_message_id"),
    RECIPIENT("recipient"),
    SUBJECT("subject"),
    CAMPAIGN_ID("campaign.id"),
    CAMPAIGN_NAME("campaign.name"),
    CAMPAIGN_TEMPLATE_ID("campaign.template_id"),
    TAGS("tags"),
    SMTP_CODE("bounce.smtp_code"),
    ENHANCED_CODE("bounce.enhanced_code"),
    MTA_RESPONSE("bounce.mta_response"),
    PROVIDER_CLASS("bounce.provider_class"),
    REASON_TEXT("reason.text"),
    URL("engagement.url"),
    IP("engagement.ip"),
    USER_AGENT("engagement.user_agent"),
    GEO_COUNTRY("engagement.geo.country"),
    GEO_REGION("engagement.geo.region"),
    GEO_CITY("engagement.geo.city"),
    MACHINE("engagement.machine"),
    FIRST("engagement.first"),
    GROUP_ID("subscription.group_id"),
    LIST_ID("subscription.list_id"),
    METHOD("subscription.method");

    private final String recordName;

    FieldName(String recordName) {
        this.recordName = recordName;
    }

    String recordName() {
        return recordName;
    }

    static List<String> recordNames() {
        return Arrays.stream(values()).map(FieldName::recordName).toList();
    }
}
