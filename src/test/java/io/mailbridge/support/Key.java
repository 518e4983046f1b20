package io.mailbridge.support;

/** Keys without a character, as WebDriver numbers them. */
public enum Key {
    TAB('\uE004'),
    ENTER('\uE007'),
    SHIFT('\uE008'),
    ESCAPE('\uE00C'),
    SPACE('\uE00D'),
    END('\uE010'),
    HOME('\uE011'),
    LEFT('\uE012'),
    UP('\uE013'),
    RIGHT('\uE014'),
    DOWN('\uE015');

    private final char code;

    Key(char code) {
        this.code = code;
    }

    String code() {
        return String.valueOf(code);
    }
}
