package io.mailbridge.refused;

import io.mailbridge.privacy.AddressMask;
import io.mailbridge.reading.TimeWindow;
import java.util.List;
import java.util.StringJoiner;

/**
 * Which of what was refused an action is for. An empty list takes all.
 *
 * @param providers names of profiles
 * @param types common types of events
 * @param text to be found in the payload in whatever case, or null
 */
public record RefusedFilter(
        List<String> ids,
        List<String> reasons,
        List<String> sources,
        List<String> providers,
        List<String> types,
        TimeWindow window,
        String text) {
    public static final RefusedFilter ALL =
            new RefusedFilter(List.of(), List.of(), List.of(), List.of(), List.of(), TimeWindow.ALWAYS, null);

    public RefusedFilter withIds(List<String> changed) {
        return new RefusedFilter(changed, reasons, sources, providers, types, window, text);
    }

    /** True where it takes all. */
    public boolean isOpen() {
        return equals(ALL);
    }

    public boolean matches(Refused refused) {
        return takes(ids, refused.id())
                && takes(reasons, refused.reason())
                && takes(sources, refused.source())
                && takes(providers, refused.provider())
                && takes(types, refused.type())
                && window.contains(refused.time())
                && (text == null || new PayloadText(text).isIn(refused.value()));
    }

    private static boolean takes(List<String> wanted, String value) {
        return wanted.isEmpty() || wanted.contains(value);
    }

    /** For the log: what it takes, without addresses. */
    @Override
    public String toString() {
        StringJoiner parts = new StringJoiner(" ");
        parts.setEmptyValue("all");
        add(parts, "id", ids.size() > 10 ? List.of(ids.size() + " ids") : ids);
        add(parts, "reason", reasons);
        add(parts, "source", sources);
        add(parts, "platform", providers);
        add(parts, "type", types);
        add(
                parts,
                "since",
                window.since() == null ? List.of() : List.of(window.since().toString()));
        add(
                parts,
                "until",
                window.until() == null ? List.of() : List.of(window.until().toString()));
        add(parts, "text", text == null ? List.of() : List.of('\'' + AddressMask.text(text) + '\''));
        return parts.toString();
    }

    private static void add(StringJoiner parts, String name, List<String> values) {
        if (!values.isEmpty()) {
            parts.add(name + "=" + String.join(",", values));
        }
    }
}
