package io.mailbridge.bench.scale;

import java.util.ArrayList;
import java.util.List;

/** Rows of cells as a table of Markdown whose columns are aligned, so that it can be read and pasted. */
public final class TextTable {
    private TextTable() {}

    public static String of(List<String> head, List<List<String>> rows) {
        List<List<String>> all = new ArrayList<>();
        all.add(head);
        all.addAll(rows);
        List<String> lines = new ArrayList<>();
        for (List<String> row : all) {
            StringBuilder line = new StringBuilder("|");
            for (int i = 0; i < head.size(); i++) {
                int column = i;
                int width = all.stream()
                        .mapToInt(cells -> cells.get(column).length())
                        .max()
                        .orElseThrow();
                line.append(" ")
                        .append(row.get(i))
                        .append(" ".repeat(width - row.get(i).length()))
                        .append(" |");
            }
            lines.add(line.toString());
        }
        lines.add(1, lines.get(0).replaceAll("[^|]", "-"));
        return String.join("\n", lines);
    }
}
