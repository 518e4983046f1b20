package io.mailbridge.privacy;

import io.mailbridge.event.EmailEvent;
import io.mailbridge.settings.InvalidSetting;
import io.mailbridge.settings.Settings;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** What happens to addresses before anything leaves the bridge: nothing, unless the operator asks for it. */
public record RecipientPrivacy(UnaryOperator<EmailEvent> ofEvent, UnaryOperator<byte[]> ofDeadLetter) {
    public static final RecipientPrivacy PLAIN =
            new RecipientPrivacy(UnaryOperator.identity(), UnaryOperator.identity());

    private static final String MODE = "bridge.event.recipient";
    private static final String KEY = "bridge.event.recipient-key";
    /** Shorter keys can be guessed. */
    private static final int SHORTEST_KEY = 16;

    private static final Pattern PSEUDONYM = Pattern.compile("[0-9a-f]{64}");

    /** @throws InvalidSetting where the mode is unknown, or lacks its key */
    public static RecipientPrivacy from(Settings settings) {
        String mode = settings.text(MODE);
        return switch (mode) {
            case "plain" -> PLAIN;
            case "sha256" -> of(Pseudonyms.sha256());
            case "hmac" -> of(Pseudonyms.hmac(key(settings)));
            default -> throw new InvalidSetting(MODE, mode, "plain, sha256 or hmac");
        };
    }

    /** For what went through it before: what looks like one of its pseudonyms stays as it is. */
    public static RecipientPrivacy again(Settings settings) {
        String mode = settings.text(MODE);
        if (from(settings) == PLAIN) {
            return PLAIN;
        }
        Pseudonyms pseudonyms = mode.equals("sha256") ? Pseudonyms.sha256() : Pseudonyms.hmac(key(settings));
        Pseudonymizer pseudonymizer =
                new Pseudonymizer(address -> PSEUDONYM.matcher(address).matches() ? address : pseudonyms.of(address));
        return new RecipientPrivacy(pseudonymizer::event, pseudonymizer::bytes);
    }

    static RecipientPrivacy of(Pseudonyms pseudonyms) {
        Pseudonymizer pseudonymizer = new Pseudonymizer(pseudonyms::of);
        return new RecipientPrivacy(pseudonymizer::event, pseudonymizer::bytes);
    }

    private static String key(Settings settings) {
        String key = settings.text(KEY);
        if (key.length() < SHORTEST_KEY) {
            throw new InvalidSetting(
                    KEY + "=*** is not valid; allowed with " + MODE + "=hmac: " + SHORTEST_KEY + " characters or more");
        }
        return key;
    }
}
