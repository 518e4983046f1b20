package io.mailbridge.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mailbridge.event.EmailEvent;
import io.mailbridge.event.EmailEvent.Bounce;
import io.mailbridge.event.EmailEvent.Engagement;
import io.mailbridge.event.EmailEvent.Reason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Replaces every email address in what leaves the bridge by its pseudonym, the same wherever it stands, so that events
 * can be joined without telling whose they are. Message ids look like addresses and stay.
 */
public final class Pseudonymizer {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Pseudonyms pseudonyms;

    public Pseudonymizer(Pseudonyms pseudonyms) {
        this.pseudonyms = pseudonyms;
    }

    /** The event without addresses; the one given, and its JSON, stay as they are. */
    public EmailEvent event(EmailEvent event) {
        Texts texts = new Texts(messageIds(event));
        return new EmailEvent(
                texts.of(event.id()),
                event.type(),
                event.provider(),
                event.providerEvent(),
                event.source(),
                event.occurredAt(),
                event.occurredAtEstimated(),
                event.receivedAt(),
                event.messageId(),
                event.smtpMessageId(),
                recipient(event.recipient()),
                event.recipientAmbiguous(),
                texts.of(event.subject()),
                event.campaign(),
                event.tags().stream().map(texts::of).toList(),
                metadata(event.metadata(), texts),
                bounce(event.bounce(), texts),
                event.reason() == null
                        ? null
                        : new Reason(
                                event.reason().code(), texts.of(event.reason().text())),
                engagement(event.engagement(), texts),
                event.subscription(),
                event.raw() == null ? null : json(event.raw(), texts));
    }

    /** The bytes of a dead letter, which may be anything; those of no address stay exactly as they are. */
    public byte[] bytes(byte[] raw) {
        String text = new String(raw, StandardCharsets.ISO_8859_1);
        String replaced = AddressScanner.ofBytes()
                .replace(
                        text,
                        List.of(),
                        address -> pseudonyms.of(
                                new String(address.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)));
        return replaced.equals(text) ? raw : replaced.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Whatever stands there is replaced: of a name with an address behind it, the address is what others join on. */
    private String recipient(String recipient) {
        if (recipient == null) {
            return null;
        }
        List<String> found = new ArrayList<>();
        AddressScanner.ofText().replace(recipient, List.of(), address -> {
            found.add(address);
            return "";
        });
        return pseudonyms.of(found.isEmpty() ? recipient : found.get(0));
    }

    private static List<String> messageIds(EmailEvent event) {
        List<String> ids = new ArrayList<>();
        for (String id : new String[] {event.messageId(), event.smtpMessageId()}) {
            if (id != null) {
                ids.add(id.startsWith("<") && id.endsWith(">") ? id.substring(1, id.length() - 1) : id);
            }
        }
        return ids;
    }

    private static Map<String, JsonNode> metadata(Map<String, JsonNode> metadata, Texts texts) {
        Map<String, JsonNode> replaced = new LinkedHashMap<>();
        metadata.forEach((name, value) -> replaced.put(texts.of(name), json(value, texts)));
        return replaced;
    }

    private static Bounce bounce(Bounce bounce, Texts texts) {
        return bounce == null
                ? null
                : new Bounce(
                        bounce.type(),
                        bounce.smtpCode(),
                        bounce.enhancedCode(),
                        texts.of(bounce.mtaResponse()),
                        texts.of(bounce.providerClass()));
    }

    private static Engagement engagement(Engagement engagement, Texts texts) {
        return engagement == null
                ? null
                : new Engagement(
                        texts.of(engagement.url()),
                        engagement.ip(),
                        engagement.userAgent(),
                        engagement.geo(),
                        engagement.machine(),
                        engagement.first());
    }

    private static JsonNode json(JsonNode node, Texts texts) {
        if (node.isTextual()) {
            String text = texts.of(node.textValue());
            return text.equals(node.textValue()) ? node : TextNode.valueOf(text);
        }
        if (node.isArray()) {
            ArrayNode array = NODES.arrayNode(node.size());
            node.forEach(element -> array.add(json(element, texts)));
            return array;
        }
        if (node.isObject()) {
            ObjectNode object = NODES.objectNode();
            node.properties().forEach(member -> object.set(texts.of(member.getKey()), json(member.getValue(), texts)));
            return object;
        }
        return node;
    }

    /** The texts of one event, whose message ids stay. */
    private final class Texts {
        private final List<String> kept;

        Texts(List<String> kept) {
            this.kept = kept;
        }

        String of(String text) {
            return text == null ? null : AddressScanner.ofText().replace(text, kept, pseudonyms::of);
        }
    }
}
