package io.mailbridge.provider;

import java.util.List;
import java.util.Map;

/**
 * What a profile says about its platform's events.
 *
 * @param matchesCommonNames whether the platform's name of an event, where it equals a common type, means that type
 * @param tables applied in this order; what one decides no later one changes
 * @param metadata where the sender's own values are
 * @param recipients where the lists of recipients are; each element gets an event of its own
 */
record Mapping(
        Map<FieldName, Field> fields,
        boolean matchesCommonNames,
        List<DecisionTable> tables,
        MetadataSource metadata,
        List<Path> recipients) {

    Field field(FieldName name) {
        return fields.getOrDefault(name, Field.NONE);
    }
}
