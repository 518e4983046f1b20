package io.mailbridge.bench.report;

/** The part of a document that a program writes, between two comments that mark it. */
final class MarkedSection {
    static final String BEGIN = "<!-- results: written by bench/run -->";
    static final String END = "<!-- end of results -->";

    private MarkedSection() {}

    /** @throws IllegalStateException unless the document has each mark once, in this order */
    static String replace(String document, String section) {
        int begin = onlyIndexOf(document, BEGIN);
        int end = onlyIndexOf(document, END);
        if (end < begin) {
            throw new IllegalStateException("'" + END + "' comes before '" + BEGIN + "'");
        }
        return document.substring(0, begin + BEGIN.length()) + "\n" + section.strip() + "\n" + document.substring(end);
    }

    private static int onlyIndexOf(String document, String mark) {
        int index = document.indexOf(mark);
        if (index < 0 || document.indexOf(mark, index + 1) >= 0) {
            throw new IllegalStateException("The document must contain '" + mark + "' once");
        }
        return index;
    }
}
