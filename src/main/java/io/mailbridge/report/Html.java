package io.mailbridge.report;

import java.util.Locale;

/** Writes HTML. Whatever was not written by this project passes through {@link #text}. */
final class Html {
    private final StringBuilder page = new StringBuilder(1 << 15);

    /** Markup of ours, as it is. */
    Html raw(String markup) {
        page.append(markup);
        return this;
    }

    /** Text, from wherever: nothing in it is markup. */
    Html text(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> page.append("&lt;");
                case '>' -> page.append("&gt;");
                case '&' -> page.append("&amp;");
                case '"' -> page.append("&quot;");
                case '\'' -> page.append("&#39;");
                default -> page.append(Character.isISOControl(c) ? ' ' : c);
            }
        }
        return this;
    }

    /** An element with text in it. */
    Html element(String name, String text) {
        return raw("<" + name + ">").text(text).raw("</" + name.split(" ")[0] + ">");
    }

    Html number(String name, long number) {
        return element(name, number(number));
    }

    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    @Override
    public String toString() {
        return page.toString();
    }
}
