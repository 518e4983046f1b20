package io.mailbridge.provider;

import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Compiles a profile file (docs/providers.md) and refuses whatever it does not understand. */
final class ProfileReader {
    private static final List<String> KEYS = List.of(
            "description", "content-types", "auth", "answers", "body", "configurable", "fields", "types", "metadata");
    private static final List<String> SCHEMES = List.of("signature", "basic", "bearer", "header", "none");
    private static final int DEFAULT_OVERLOAD_STATUS = 503;

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
        ProfileSettings settings = new ProfileSettings(
                name,
                root.text("description"),
                contentTypes(),
                auth(),
                overloadStatus(),
                shape(),
                flag(root, "configurable"));
        return new Profile(settings, mapping());
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

    private String auth() {
        if (!root.has("auth")) {
            return null;
        }
        YamlSection auth = root.section("auth");
        auth.allowOnly(List.of("default"));
        return oneOf(auth, "default", SCHEMES);
    }

    private int overloadStatus() {
        if (!root.has("answers")) {
            return DEFAULT_OVERLOAD_STATUS;
        }
        YamlSection answers = root.section("answers");
        answers.allowOnly(List.of("overload"));
        return Integer.parseInt(oneOf(answers, "overload", List.of("429", "503")));
    }

    private BodyShape shape() {
        if (!root.has("body")) {
            throw root.invalid("body", "the key 'body' is missing");
        }
        YamlSection body = root.section("body");
        body.allowOnly(List.of("shape"));
        String shape = oneOf(
                body,
                "shape",
                Stream.of(BodyShape.values()).map(BodyShape::profileName).toList());
        return BodyShape.valueOf(shape.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private Mapping mapping() {
        Map<FieldName, Field> fields = fields();
        TypeReader types = new TypeReader(root);
        return new Mapping(fields, types.matchesCommonNames(), types.tables(), reserved(types.used()));
    }

    private Map<FieldName, Field> fields() {
        YamlSection section = root.has("fields") ? root.section("fields") : null;
        if (section == null || !section.has(FieldName.PROVIDER_EVENT.recordName())) {
            throw root.invalid("fields", "'fields' has to say where 'provider_event', the name of an event, stands");
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

    private Set<String> reserved(Set<String> used) {
        Set<String> reserved = new LinkedHashSet<>(used);
        if (root.has("metadata")) {
            YamlSection metadata = root.section("metadata");
            metadata.allowOnly(List.of("all-members-except"));
            reserved.addAll(metadata.texts("all-members-except"));
        }
        return reserved;
    }

    private static Field field(YamlSection section, String key) {
        try {
            return Field.of(section.texts(key));
        } catch (IllegalArgumentException e) {
            throw section.invalid(key, e.getMessage());
        }
    }

    static boolean flag(YamlSection section, String key) {
        return section.has(key) && oneOf(section, key, List.of("true", "false")).equals("true");
    }

    static String oneOf(YamlSection section, String key, List<String> allowed) {
        String value = section.text(key);
        if (!allowed.contains(value)) {
            throw section.invalid(
                    key, "'" + value + "' is not allowed as '" + key + "'; allowed: " + String.join(", ", allowed));
        }
        return value;
    }
}
