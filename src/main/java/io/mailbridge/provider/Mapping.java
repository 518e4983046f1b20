package io.mailbridge.provider;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a profile says about its platform's events.
 *
 * @param matchesCommonNames whether the platform's name of an event, where it equals a common type, means that type
 * @param tables looked at in this order; what one decides no later one changes
 * @param reserved top-level members that are the platform's own; all others are the sender's and become metadata
 */
record Mapping(
        Map<FieldName, Field> fields, boolean matchesCommonNames, List<DecisionTable> tables, Set<String> reserved) {

    Field field(FieldName name) {
        return fields.getOrDefault(name, Field.NONE);
    }
}
