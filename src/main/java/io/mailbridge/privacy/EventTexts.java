package io.mailbridge.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mailbridge.event.EmailEvent;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Decides what happens to the texts of one event: its recipient is replaced in any form, its message ids stay. */
final class EventTexts {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    /** What may precede the address of a recipient; after any other character it is the end of an odd address. */
    private static final String BEFORE_ADDRESS = " \t<:(\"";

    private final UnaryOperator<String> pseudonyms;
    private final String recipient;
    private final String pseudonym;
    private final Set<String> kept;

    private EventTexts(UnaryOperator<String> pseudonyms, String recipient, String pseudonym, Set<String> kept) {
        this.pseudonyms = pseudonyms;
        this.recipient = recipient;
        this.pseudonym = pseudonym;
        this.kept = kept;
    }

    static EventTexts of(EmailEvent event, UnaryOperator<String> pseudonyms) {
        Set<String> kept = new HashSet<>();
        addAddresses(event.messageId(), kept);
        addAddresses(event.smtpMessageId(), kept);
        if (event.recipient() == null) {
            return new EventTexts(pseudonyms, null, null, kept);
        }
        String address = address(event.recipient());
        // a sender may use a person's address as a message id
        kept.removeIf(address::equalsIgnoreCase);
        return new EventTexts(pseudonyms, event.recipient().strip(), pseudonyms.apply(address), kept);
    }

    private static void addAddresses(String messageId, Set<String> kept) {
        if (messageId != null) {
            AddressScanner scanner = AddressScanner.of(messageId);
            while (scanner.next()) {
                kept.add(scanner.address());
            }
        }
    }

    /** The address of a recipient with a name, since consumers join on it; else the whole value, whatever it is. */
    private static String address(String recipient) {
        AddressScanner scanner = AddressScanner.of(recipient);
        if (!scanner.next()) {
            return recipient;
        }
        String address = scanner.address();
        boolean isWhole = scanner.start() == 0 || BEFORE_ADDRESS.indexOf(recipient.charAt(scanner.start() - 1)) >= 0;
        return isWhole && !scanner.next() ? address : recipient;
    }

    /** The recipient's pseudonym, null where there is no recipient. */
    String recipient() {
        return pseudonym;
    }

    /** The text without addresses; one that is the recipient, address or not, becomes the recipient's pseudonym. */
    String text(String text) {
        return recipient != null && text != null && text.strip().equalsIgnoreCase(recipient) ? pseudonym : part(text);
    }

    /** The text without addresses. */
    String part(String text) {
        return text == null
                ? null
                : AddressScanner.of(text).replace(address -> kept.contains(address) ? null : pseudonyms.apply(address));
    }

    Map<String, JsonNode> members(Map<String, JsonNode> members) {
        Map<String, JsonNode> replaced = new LinkedHashMap<>();
        members.forEach((name, value) -> replaced.put(name(name, replaced), json(value)));
        return replaced;
    }

    /** A copy, or the node itself where it cannot hold text. */
    JsonNode json(JsonNode node) {
        if (node == null) {
            return null;
        }
        if (node.isTextual()) {
            String text = text(node.textValue());
            return text.equals(node.textValue()) ? node : TextNode.valueOf(text);
        }
        if (node.isArray()) {
            ArrayNode array = NODES.arrayNode(node.size());
            node.forEach(element -> array.add(json(element)));
            return array;
        }
        if (node.isObject()) {
            Map<String, JsonNode> members = new LinkedHashMap<>();
            node.properties().forEach(member -> members.put(name(member.getKey(), members), json(member.getValue())));
            return new ObjectNode(NODES, members);
        }
        return node;
    }

    /** Two names may be one person's; the second is numbered then, so that neither member is lost. */
    private String name(String name, Map<String, JsonNode> taken) {
        String replaced = text(name);
        return taken.containsKey(replaced) ? replaced + "-" + taken.size() : replaced;
    }
}
