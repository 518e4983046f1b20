package io.mailbridge.check;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** Collects what is wrong, each once, and lets no secret of the settings into a message. */
final class Mistakes {
    private final TreeSet<Mistake> found = new TreeSet<>();
    private Collection<String> secrets = List.of();

    /** @param values are shown as *** from now on */
    void hide(Collection<String> values) {
        secrets = values;
    }

    void add(String file, int line, String reason, String nearest) {
        String shown = reason;
        for (String secret : secrets) {
            shown = shown.replace(secret, "***");
        }
        found.add(new Mistake(file, line, shown, nearest));
    }

    boolean isIn(String file) {
        return found.stream().anyMatch(mistake -> mistake.file().equals(file));
    }

    /** True where the file already has this mistake. */
    boolean says(String file, String part) {
        return found.stream()
                .anyMatch(mistake ->
                        mistake.file().equals(file) && mistake.reason().contains(part));
    }

    int size() {
        return found.size();
    }

    /** By file and line. */
    List<Mistake> all() {
        return List.copyOf(found);
    }
}
