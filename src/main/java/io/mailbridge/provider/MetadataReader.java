package io.mailbridge.provider;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compiles the section {@code metadata} of a profile: where the sender's own values are among the platform's. */
final class MetadataReader {
    private static final String METADATA = "metadata";
    private static final String FROM = "from";
    private static final String ALL_MEMBERS = "all-members-except";
    private static final String PREFIX = "except-prefix";

    private final Map<FieldName, Field> fields;
    private final Set<String> used;

    private MetadataReader(Map<FieldName, Field> fields, Set<String> used) {
        this.fields = fields;
        this.used = used;
    }

    /** @param used the top-level members that are the platform's own since conditions read them */
    static MetadataSource read(YamlSection root, Map<FieldName, Field> fields, Set<String> used) {
        MetadataReader reader = new MetadataReader(fields, used);
        if (!root.has(METADATA)) {
            return MetadataSource.allMembersExcept(used, null, fields);
        }
        return root.isList(METADATA)
                ? reader.rows(root.sections(METADATA))
                : reader.source(root.section(METADATA), List.of());
    }

    private MetadataSource rows(List<YamlSection> sections) {
        List<MetadataSource.Row> rows = new ArrayList<>();
        for (YamlSection row : sections) {
            rows.add(new MetadataSource.Row(new ConditionReader(false).conditions(row), source(row, List.of("when"))));
        }
        return MetadataSource.firstOf(rows);
    }

    private MetadataSource source(YamlSection section, List<String> further) {
        List<String> allowed = new ArrayList<>(further);
        allowed.addAll(section.has(FROM) ? List.of(FROM, PREFIX) : List.of(ALL_MEMBERS, FROM, PREFIX));
        section.allowOnly(allowed);
        String prefix = section.has(PREFIX) ? section.text(PREFIX) : null;
        if (section.has(FROM)) {
            return MetadataSource.from(section.paths(FROM), prefix);
        }
        Set<String> own = new LinkedHashSet<>(used);
        own.addAll(section.texts(ALL_MEMBERS));
        return MetadataSource.allMembersExcept(own, prefix, fields);
    }
}
