package io.mailbridge.check;

import io.mailbridge.provider.Profiles;
import io.mailbridge.settings.Settings;
import java.util.Map;
import org.apache.camel.model.ModelCamelContext;

/** A bridge assembled without servers, for the checks. */
public interface Assembled extends AutoCloseable {
    /** Initialised but not started; its registry holds every bean that routes may name. */
    ModelCamelContext context();

    @Override
    void close();

    /** Assembles the bridge. */
    interface Assembly {
        /**
         * @param over properties that override the settings
         * @throws Exception what would prevent a start
         */
        Assembled assemble(Settings settings, Profiles profiles, Map<String, String> over) throws Exception;
    }
}
