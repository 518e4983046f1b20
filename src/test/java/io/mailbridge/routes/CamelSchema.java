package io.mailbridge.routes;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.Set;

/** Camel's schema of routes in YAML, read once: that takes longer than to check all files by it. */
final class CamelSchema {
    private static final JsonSchema SCHEMA = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4)
            .getSchema(CamelSchema.class.getResourceAsStream("/schema/camelYamlDsl.json"));

    private CamelSchema() {}

    /** What is wrong with the content of a file. */
    static Set<ValidationMessage> problems(JsonNode routes) {
        return SCHEMA.validate(routes);
    }
}
