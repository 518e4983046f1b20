package io.mailbridge.check;

import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Blanks out what Camel's reader would stop at, so that the rest of the file can be checked, too. The other lines keep
 * their numbers.
 */
final class Blanks {
    private final List<String> lines;

    Blanks(RouteFile file) {
        this.lines = new ArrayList<>(file.lines());
    }

    /** Removes a member of a mapping with all that it holds. */
    void take(MappingNode parent, NodeTuple member) {
        Mark start = member.getKeyNode().getStartMark().orElseThrow();
        if (parent.getFlowStyle() == FlowStyle.FLOW) {
            takeFromBraces(member);
            return;
        }
        int column = start.getColumn();
        boolean alone = parent.getValue().size() == 1;
        boolean flatList = member.getValueNode() instanceof SequenceNode list
                && list.getStartMark().orElseThrow().getColumn() == column;
        int first = start.getLine();
        String before = lines.get(first).substring(0, column);
        // the dash before it may belong to other members of the element; a mapping without other members becomes empty
        lines.set(first, !alone ? before : before.isBlank() ? before + "{}" : "");
        for (int i = first + 1; i < lines.size() && isWithin(lines.get(i), column, flatList); i++) {
            lines.set(i, "");
        }
    }

    private void takeFromBraces(NodeTuple member) {
        Mark start = member.getKeyNode().getStartMark().orElseThrow();
        Mark end = member.getValueNode().getEndMark().orElseThrow();
        if (start.getLine() == end.getLine()) {
            String line = lines.get(start.getLine());
            String before = line.substring(0, start.getColumn());
            String after = line.substring(end.getColumn());
            // together with one of the commas around it
            boolean last = before.stripTrailing().endsWith(",");
            lines.set(
                    start.getLine(),
                    last ? before.replaceFirst(",\\s*$", "") + after : before + after.replaceFirst("^\\s*,", ""));
        }
    }

    private static boolean isWithin(String line, int column, boolean flatList) {
        int indent = line.length() - line.stripLeading().length();
        return line.isBlank() || indent > column || flatList && indent == column && line.startsWith("-", column);
    }

    String text() {
        return String.join("\n", lines) + "\n";
    }
}
