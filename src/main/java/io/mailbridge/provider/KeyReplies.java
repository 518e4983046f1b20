package io.mailbridge.provider;

import java.util.List;

/** Refuses replies that would show a source's validation key to whoever asks: a stranger needs no key for some messages. */
final class KeyReplies {
    private static final String REPLY = "reply";

    private KeyReplies() {}

    /** @param hasTestKey whether the platform publishes a key that its set-up messages are signed with */
    static void check(YamlSection root, boolean hasTestKey, Answers answers, List<ControlMessage> messages) {
        boolean inEachAnswer = holdsKey(answers.reply());
        if (hasTestKey && inEachAnswer) {
            throw root.section("answers").invalid(REPLY, signedByAnybody("this reply"));
        }
        List<YamlSection> rows = messages.isEmpty() ? List.of() : root.sections("control-messages");
        for (int i = 0; i < rows.size(); i++) {
            check(rows.get(i), hasTestKey, inEachAnswer, messages.get(i));
        }
    }

    private static void check(YamlSection row, boolean hasTestKey, boolean inEachAnswer, ControlMessage message) {
        if (message.isUnsigned() && holdsKey(message.reply())) {
            throw row.invalid(REPLY, "the reply to an unsigned message would show the source's key to anybody");
        }
        if (message.isUnsigned() && message.reply() == null && inEachAnswer) {
            throw row.invalid(
                    "unsigned",
                    "an unsigned message needs a 'reply' of its own here: that of 'answers' would show the source's key to"
                            + " anybody");
        }
        if (hasTestKey && holdsKey(message.reply())) {
            throw row.invalid(REPLY, signedByAnybody("the reply to this message"));
        }
    }

    private static String signedByAnybody(String reply) {
        return reply + " would show the source's key to anybody: 'test-key' of the signature is published";
    }

    private static boolean holdsKey(ReplyTemplate reply) {
        return reply != null && reply.holdsKey();
    }
}
