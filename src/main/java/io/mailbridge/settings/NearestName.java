package io.mailbridge.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Finds the name that was probably meant by one that does not exist. */
public final class NearestName {
    /** Of a name that was meant whole. */
    private static final int SHORTEST_BEGINNING = 4;

    private NearestName() {}

    /** The nearest of the names, or null where none is near, because more than a third of the letters differ. */
    public static String of(String wrong, Collection<String> names) {
        String nearest = names.stream()
                .min(Comparator.<String>comparingInt(name -> distance(wrong, name))
                        .thenComparing(Comparator.naturalOrder()))
                .orElse(null);
        if (nearest != null && distance(wrong, nearest) <= Math.max(1, nearest.length() / 3)) {
            return nearest;
        }
        return names.stream()
                .filter(name -> wrong.length() >= SHORTEST_BEGINNING && name.startsWith(wrong))
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /** Letters that were left out, added, replaced or swapped with the next one, whatever their case. */
    static int distance(String first, String second) {
        String a = first.toLowerCase(Locale.ROOT);
        String b = second.toLowerCase(Locale.ROOT);
        int[][] edits = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                edits[i][j] = i == 0 || j == 0 ? i + j : edits(edits, a, b, i, j);
            }
        }
        return edits[a.length()][b.length()];
    }

    private static int edits(int[][] edits, String a, String b, int i, int j) {
        int exchanged = edits[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int least = Math.min(exchanged, 1 + Math.min(edits[i - 1][j], edits[i][j - 1]));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, edits[i - 2][j - 2] + 1) : least;
    }
}
