package io.mailbridge.privacy;

import io.mailbridge.event.Bounce;
import io.mailbridge.event.Campaign;
import io.mailbridge.event.EmailEvent;
import io.mailbridge.event.Engagement;
import io.mailbridge.event.Geo;
import io.mailbridge.event.Reason;
import io.mailbridge.event.Subscription;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/**
 * Replaces every email address in what leaves the bridge by its pseudonym, the same everywhere, so that events can be
 * joined without revealing whose they are. Message ids look like addresses and stay.
 */
public final class Pseudonymizer {
    private final UnaryOperator<String> pseudonyms;

    /** @param pseudonyms gives each address what replaces it */
    Pseudonymizer(UnaryOperator<String> pseudonyms) {
        this.pseudonyms = pseudonyms;
    }

    /** A copy of the event without addresses. */
    public EmailEvent event(EmailEvent event) {
        EventTexts texts = EventTexts.of(event, pseudonyms);
        return new EmailEvent(
                texts.part(event.id()),
                event.type(),
                event.provider(),
                texts.part(event.providerEvent()),
                event.source(),
                event.occurredAt(),
                event.occurredAtEstimated(),
                event.receivedAt(),
                texts.part(event.messageId()),
                texts.part(event.smtpMessageId()),
                texts.recipient(),
                event.recipientAmbiguous(),
                texts.text(event.subject()),
                campaign(event.campaign(), texts),
                event.tags().stream().map(texts::text).toList(),
                texts.members(event.metadata()),
                bounce(event.bounce(), texts),
                reason(event.reason(), texts),
                engagement(event.engagement(), texts),
                subscription(event.subscription(), texts),
                texts.json(event.raw()));
    }

    /** The bytes of a dead letter, which may be anything; bytes outside addresses stay exactly as they are. */
    public byte[] bytes(byte[] raw) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(raw))
                    .toString();
            String replaced = AddressScanner.of(text).replace(pseudonyms);
            return replaced.equals(text) ? raw : replaced.getBytes(StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            String text = new String(raw, StandardCharsets.ISO_8859_1);
            String replaced = AddressScanner.ofBytes(text).replace(pseudonyms);
            return replaced.equals(text) ? raw : replaced.getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    private static Campaign campaign(Campaign campaign, EventTexts texts) {
        return campaign == Campaign.NONE
                ? campaign
                : new Campaign(
                        texts.text(campaign.id()), texts.text(campaign.name()), texts.text(campaign.templateId()));
    }

    private static Bounce bounce(Bounce bounce, EventTexts texts) {
        return bounce == null
                ? null
                : new Bounce(
                        bounce.type(),
                        bounce.smtpCode(),
                        bounce.enhancedCode(),
                        texts.text(bounce.mtaResponse()),
                        texts.text(bounce.providerClass()));
    }

    private static Reason reason(Reason reason, EventTexts texts) {
        return reason == null ? null : new Reason(reason.code(), texts.text(reason.text()));
    }

    private static Engagement engagement(Engagement engagement, EventTexts texts) {
        return engagement == null
                ? null
                : new Engagement(
                        texts.text(engagement.url()),
                        texts.text(engagement.ip()),
                        texts.text(engagement.userAgent()),
                        geo(engagement.geo(), texts),
                        engagement.machine(),
                        engagement.first());
    }

    private static Geo geo(Geo geo, EventTexts texts) {
        return geo == null
                ? null
                : new Geo(texts.text(geo.country()), texts.text(geo.region()), texts.text(geo.city()));
    }

    private static Subscription subscription(Subscription subscription, EventTexts texts) {
        return subscription == null
                ? null
                : new Subscription(
                        texts.text(subscription.groupId()),
                        texts.text(subscription.listId()),
                        texts.text(subscription.method()));
    }
}
