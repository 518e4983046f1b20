package io.mailbridge.provider;

import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compiles a profile file (docs/profile-format.md) and refuses whatever it does not understand. */
final class ProfileReader {
    private static final List<String> KEYS = List.of(
            "description",
            "unconfirmed",
            "content-types",
            "auth",
            "answers",
            "options",
            "setup",
            "body",
            "control-messages",
            "recipients",
            "configurable",
            "fields",
            "types",
            "metadata",
            "never-publish");

    private final YamlSection root;

    private ProfileReader(YamlSection root) {
        this.root = root;
    }

    /** @throws InvalidProfile naming the line at fault */
    static Profile read(String name, YamlSection root) {
        root.allowOnly(KEYS);
        return new ProfileReader(root).profile(name);
    }

    private Profile profile(String name) {
        AuthReader auth = new AuthReader(root);
        ProfileSettings settings = new ProfileSettings(
                name,
                root.text("description"),
                root.has("unconfirmed") ? root.text("unconfirmed") : null,
                contentTypes(),
                auth.defaultScheme(),
                auth.signature(),
                AnswersReader.read(root),
                root.has("options")
                        && !root.oneOf("options", List.of("cloudevents")).isEmpty(),
                root.has("setup") ? root.text("setup") : null,
                root.flag("configurable"));
        BodyLayout layout = new LayoutReader(root).layout();
        KeyReplies.check(root, auth.hasTestKey(), settings.answers(), layout.controlMessages());
        return new Profile(settings, layout, mapping());
    }

    private List<String> contentTypes() {
        List<String> types = root.texts("content-types");
        if (types.isEmpty()) {
            throw root.invalid("content-types", "'content-types' is missing, for example [application/json]");
        }
        for (String type : types) {
            if (!type.matches("[a-z0-9.+-]+/[a-z0-9.+-]+")) {
                throw root.invalid("content-types", "'" + type + "' is not a lower-case media type without parameters");
            }
        }
        return types;
    }

    private Mapping mapping() {
        Map<FieldName, Field> fields = fields();
        TypeReader types = new TypeReader(root);
        List<Path> recipients = recipients();
        Set<String> used = new LinkedHashSet<>(types.used());
        recipients.stream().filter(Path::isTopLevel).map(Path::lastName).forEach(used::add);
        return new Mapping(
                fields,
                types.matchesCommonNames(),
                types.tables(),
                MetadataReader.read(root, fields, used),
                recipients);
    }

    private List<Path> recipients() {
        List<Path> lists = root.paths("recipients");
        for (Path list : lists) {
            if (list.hasSeveral() || list.picks()) {
                throw root.invalid(
                        "recipients", "'" + list + "' takes one element and loses the others; name the whole list");
            }
        }
        return lists;
    }

    private Map<FieldName, Field> fields() {
        YamlSection section = root.has("fields") ? root.section("fields") : null;
        if (section == null || !section.has(FieldName.PROVIDER_EVENT.recordName())) {
            throw root.invalid("fields", "'fields' has to say where 'provider_event', the name of an event, is");
        }
        section.allowOnly(FieldName.recordNames());
        Map<FieldName, Field> fields = new EnumMap<>(FieldName.class);
        for (FieldName name : FieldName.values()) {
            if (section.has(name.recordName())) {
                fields.put(name, field(section, name.recordName()));
            }
        }
        return fields;
    }

    private static Field field(YamlSection section, String key) {
        if (!section.isMapping(key)) {
            return section.compiled(key, () -> Field.of(section.texts(key)));
        }
        YamlSection parts = section.section(key);
        boolean isId = key.equals(FieldName.ID.recordName());
        parts.allowOnly(isId ? List.of("join", "first", "hash") : List.of("join", "first"));
        if (parts.texts("join").isEmpty() == parts.texts("hash").isEmpty()) {
            throw section.invalid(
                    key,
                    "'" + key + "' is a path, a list of paths, or "
                            + (isId ? "one of {join: [...]} and {hash: [...]}" : "{join: [...]}"));
        }
        if (parts.has("first") && parts.has("hash")) {
            throw parts.invalid("first", "'first' wins over 'join', not over 'hash'");
        }
        return parts.has("hash")
                ? parts.compiled("hash", () -> Field.hashed(parts.texts("hash")))
                : parts.compiled("join", () -> Field.joined(parts.texts("join"), parts.texts("first")));
    }
}
