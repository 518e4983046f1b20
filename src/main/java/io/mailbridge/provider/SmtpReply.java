package io.mailbridge.provider;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The codes of a receiving server's answer. They are taken from a text only where it starts with them: numbers further
 * inside may be anything.
 *
 * @param code the three-digit reply code (RFC 5321), or null
 * @param enhanced the enhanced status code (RFC 3463), for example {@code 5.1.1}, or null
 */
record SmtpReply(Integer code, String enhanced) {
    static final SmtpReply NONE = new SmtpReply(null, null);
    private static final String DIAGNOSTIC_TYPE = "smtp;";
    private static final String ENHANCED =
            "[245]\\.\\d{1,3}\\.\\d{1,3}(?![\\w.])|[245]\\.\\d{1,3}\\.\\d{1,3}(?=\\.?(?:\\s|$))";
    private static final Pattern START = Pattern.compile("(?:([245]\\d\\d)(?:[ -]+|$))?(" + ENHANCED + ")?");

    /**
     * @param code the platform's own field for the reply code, which may hold the enhanced code instead, or null
     * @param enhanced the platform's own field for the enhanced code, which may be followed by more text, or null
     * @param response the server's text, or null
     */
    static SmtpReply of(String code, String enhanced, String response) {
        SmtpReply start = startOf(response);
        SmtpReply given = startOf(code);
        String enhancedCode = Outcome.first(Outcome.first(startOf(enhanced).enhanced, given.enhanced), start.enhanced);
        // a code that is neither is the platform's own, and none of a server
        Integer replyCode = code == null || given.enhanced != null ? Outcome.first(given.code, start.code) : given.code;
        return new SmtpReply(replyCode, enhancedCode);
    }

    private static SmtpReply startOf(String text) {
        String reply = withoutDiagnosticType(text);
        if (reply == null || reply.isEmpty() || reply.charAt(0) < '2' || reply.charAt(0) > '5') {
            return NONE;
        }
        Matcher matcher = START.matcher(reply);
        if (!matcher.lookingAt() || matcher.end() == 0) {
            return NONE;
        }
        Integer code = matcher.group(1) == null ? null : Integer.valueOf(matcher.group(1));
        return new SmtpReply(code, matcher.group(2));
    }

    /**
     * A delivery status notification names the kind of its diagnostic code: {@code smtp; 550 ...} (RFC 3464, 2.3.6).
     */
    private static String withoutDiagnosticType(String text) {
        return text != null && text.regionMatches(true, 0, DIAGNOSTIC_TYPE, 0, DIAGNOSTIC_TYPE.length())
                ? text.substring(DIAGNOSTIC_TYPE.length()).stripLeading()
                : text;
    }
}
