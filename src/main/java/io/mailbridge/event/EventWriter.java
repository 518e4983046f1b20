package io.mailbridge.event;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;

/**
 * Writes the common record (docs/event.schema.json) as UTF-8 JSON. By hand: every event is written here, and data
 * binding would cost more than the rest of its processing.
 */
public final class EventWriter {
    private static final int SCHEMA_VERSION = 1;

    private static final SerializedString VERSION = new SerializedString("schema_version");
    private static final SerializedString ID = new SerializedString("id");
    private static final SerializedString TYPE = new SerializedString("type");
    private static final SerializedString PROVIDER = new SerializedString("provider");
    private static final SerializedString PROVIDER_EVENT = new SerializedString("provider_event");
    private static final SerializedString SOURCE = new SerializedString("source");
    private static final SerializedString OCCURRED_AT = new SerializedString("occurred_at");
    private static final SerializedString ESTIMATED = new SerializedString("occurred_at_estimated");
    private static final SerializedString RECEIVED_AT = new SerializedString("received_at");
    private static final SerializedString MESSAGE_ID = new SerializedString("message_id");
    private static final SerializedString SMTP_MESSAGE_ID = new SerializedString("smtp_message_id");
    private static final SerializedString RECIPIENT = new SerializedString("recipient");
    private static final SerializedString AMBIGUOUS = new SerializedString("recipient_ambiguous");
    private static final SerializedString SUBJECT = new SerializedString("subject");
    private static final SerializedString CAMPAIGN = new SerializedString("campaign");
    private static final SerializedString NAME = new SerializedString("name");
    private static final SerializedString TEMPLATE_ID = new SerializedString("template_id");
    private static final SerializedString TAGS = new SerializedString("tags");
    private static final SerializedString METADATA = new SerializedString("metadata");
    private static final SerializedString BOUNCE = new SerializedString("bounce");
    private static final SerializedString SMTP_CODE = new SerializedString("smtp_code");
    private static final SerializedString ENHANCED_CODE = new SerializedString("enhanced_code");
    private static final SerializedString MTA_RESPONSE = new SerializedString("mta_response");
    private static final SerializedString PROVIDER_CLASS = new SerializedString("provider_class");
    private static final SerializedString REASON = new SerializedString("reason");
    private static final SerializedString CODE = new SerializedString("code");
    private static final SerializedString TEXT = new SerializedString("text");
    private static final SerializedString ENGAGEMENT = new SerializedString("engagement");
    private static final SerializedString URL = new SerializedString("url");
    private static final SerializedString IP = new SerializedString("ip");
    private static final SerializedString USER_AGENT = new SerializedString("user_agent");
    private static final SerializedString GEO = new SerializedString("geo");
    private static final SerializedString COUNTRY = new SerializedString("country");
    private static final SerializedString REGION = new SerializedString("region");
    private static final SerializedString CITY = new SerializedString("city");
    private static final SerializedString MACHINE = new SerializedString("machine");
    private static final SerializedString FIRST = new SerializedString("first");
    private static final SerializedString SUBSCRIPTION = new SerializedString("subscription");
    private static final SerializedString GROUP_ID = new SerializedString("group_id");
    private static final SerializedString LIST_ID = new SerializedString("list_id");
    private static final SerializedString METHOD = new SerializedString("method");
    private static final SerializedString RAW = new SerializedString("raw");

    public byte[] write(EmailEvent event) {
        return JsonCodec.write(json -> write(json, event));
    }

    /** The same over several lines, for people. */
    public byte[] writePretty(EmailEvent event) {
        return JsonCodec.write(json -> write(json.useDefaultPrettyPrinter(), event));
    }

    private static void write(JsonGenerator json, EmailEvent event) throws IOException {
        json.writeStartObject();
        json.writeFieldName(VERSION);
        json.writeNumber(SCHEMA_VERSION);
        text(json, ID, event.id());
        text(json, TYPE, event.type().wireName());
        text(json, PROVIDER, event.provider());
        text(json, PROVIDER_EVENT, event.providerEvent());
        text(json, SOURCE, event.source());
        json.writeFieldName(OCCURRED_AT);
        UtcTimestamp.write(json, event.occurredAt());
        if (event.occurredAtEstimated()) {
            flag(json, ESTIMATED, true);
        }
        json.writeFieldName(RECEIVED_AT);
        UtcTimestamp.write(json, event.receivedAt());
        text(json, MESSAGE_ID, event.messageId());
        text(json, SMTP_MESSAGE_ID, event.smtpMessageId());
        text(json, RECIPIENT, event.recipient());
        flag(json, AMBIGUOUS, event.recipientAmbiguous());
        text(json, SUBJECT, event.subject());
        campaign(json, event.campaign());
        json.writeFieldName(TAGS);
        json.writeStartArray();
        for (String tag : event.tags()) {
            json.writeString(tag);
        }
        json.writeEndArray();
        metadata(json, event.metadata());
        bounce(json, event.bounce());
        reason(json, event.reason());
        engagement(json, event.engagement());
        subscription(json, event.subscription());
        if (event.raw() != null) {
            json.writeFieldName(RAW);
            JsonCodec.write(json, event.raw());
        }
        json.writeEndObject();
    }

    private static void campaign(JsonGenerator json, Campaign campaign) throws IOException {
        json.writeFieldName(CAMPAIGN);
        json.writeStartObject();
        text(json, ID, campaign.id());
        text(json, NAME, campaign.name());
        text(json, TEMPLATE_ID, campaign.templateId());
        json.writeEndObject();
    }

    private static void metadata(JsonGenerator json, Map<String, JsonNode> metadata) throws IOException {
        json.writeFieldName(METADATA);
        json.writeStartObject();
        for (Map.Entry<String, JsonNode> entry : metadata.entrySet()) {
            json.writeFieldName(entry.getKey());
            JsonCodec.write(json, entry.getValue());
        }
        json.writeEndObject();
    }

    private static void bounce(JsonGenerator json, Bounce bounce) throws IOException {
        if (opened(json, BOUNCE, bounce)) {
            text(json, TYPE, bounce.type().wireName());
            json.writeFieldName(SMTP_CODE);
            if (bounce.smtpCode() == null) {
                json.writeNull();
            } else {
                json.writeNumber(bounce.smtpCode());
            }
            text(json, ENHANCED_CODE, bounce.enhancedCode());
            text(json, MTA_RESPONSE, bounce.mtaResponse());
            text(json, PROVIDER_CLASS, bounce.providerClass());
            json.writeEndObject();
        }
    }

    private static void reason(JsonGenerator json, Reason reason) throws IOException {
        if (opened(json, REASON, reason)) {
            text(json, CODE, reason.code().wireName());
            text(json, TEXT, reason.text());
            json.writeEndObject();
        }
    }

    private static void engagement(JsonGenerator json, Engagement engagement) throws IOException {
        if (opened(json, ENGAGEMENT, engagement)) {
            text(json, URL, engagement.url());
            text(json, IP, engagement.ip());
            text(json, USER_AGENT, engagement.userAgent());
            if (opened(json, GEO, engagement.geo())) {
                text(json, COUNTRY, engagement.geo().country());
                text(json, REGION, engagement.geo().region());
                text(json, CITY, engagement.geo().city());
                json.writeEndObject();
            }
            flag(json, MACHINE, engagement.machine());
            flag(json, FIRST, engagement.first());
            json.writeEndObject();
        }
    }

    private static void subscription(JsonGenerator json, Subscription subscription) throws IOException {
        if (opened(json, SUBSCRIPTION, subscription)) {
            text(json, GROUP_ID, subscription.groupId());
            text(json, LIST_ID, subscription.listId());
            text(json, METHOD, subscription.method());
            json.writeEndObject();
        }
    }

    private static boolean opened(JsonGenerator json, SerializedString name, Object part) throws IOException {
        json.writeFieldName(name);
        if (part == null) {
            json.writeNull();
            return false;
        }
        json.writeStartObject();
        return true;
    }

    private static void text(JsonGenerator json, SerializedString name, String value) throws IOException {
        json.writeFieldName(name);
        json.writeString(value);
    }

    private static void flag(JsonGenerator json, SerializedString name, Boolean value) throws IOException {
        json.writeFieldName(name);
        if (value == null) {
            json.writeNull();
        } else {
            json.writeBoolean(value);
        }
    }
}
