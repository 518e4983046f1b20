package io.mailbridge.check;

import io.mailbridge.provider.Profiles;
import io.mailbridge.settings.Settings;
import java.util.Map;
import org.apache.camel.model.ModelCamelContext;

/** A bridge that was put together without servers, as the checks need it. */
public interface Assembled extends AutoCloseable {
    /** Initialised and not started; its registry holds every bean that routes may name. */
    ModelCamelContext context();

    @Override
    void close();

    /** Puts it together. */
    interface Assembly {
        /**
         * @param over properties that win over the settings
         * @throws Exception what would stop a start
         */
        Assembled assemble(Settings settings, Profiles profiles, Map<String, String> over) throws Exception;
    }
}
