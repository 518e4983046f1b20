package io.mailbridge.refused;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A text that is looked for in payloads, in whatever case: here, or by a regular expression in PostgreSQL. */
record PayloadText(String text) {
    boolean isIn(byte[] value) {
        return new String(value, StandardCharsets.UTF_8)
                .toLowerCase(Locale.ROOT)
                .contains(text.toLowerCase(Locale.ROOT));
    }

    /** The text for a value that is read as LATIN1, a character for each byte: a payload need not be UTF-8. */
    String pattern() {
        return text.codePoints().mapToObj(PayloadText::inAnyCase).collect(Collectors.joining());
    }

    private static String inAnyCase(int letter) {
        Set<String> cases = new TreeSet<>();
        String given = Character.toString(letter);
        for (String one : new String[] {given, given.toLowerCase(Locale.ROOT), given.toUpperCase(Locale.ROOT)}) {
            cases.add(bytes(one));
        }
        return cases.size() == 1
                ? cases.iterator().next()
                : cases.stream().collect(Collectors.joining("|", "(?:", ")"));
    }

    private static String bytes(String letters) {
        StringBuilder quoted = new StringBuilder();
        // PostgreSQL's text holds no NUL, and a value that does is not looked at with this
        String latin = new String(
                letters.replace('\0', '\uFFFD').getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        for (char letter : latin.toCharArray()) {
            boolean isPlain = letter >= 0x80 || Character.isLetterOrDigit(letter);
            quoted.append(isPlain ? "" : "\\").append(letter);
        }
        return quoted.toString();
    }
}
