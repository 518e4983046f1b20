package io.mailbridge.console;

import io.mailbridge.settings.Settings;
import io.vertx.core.Handler;
import io.vertx.ext.auth.authentication.AuthenticationProvider;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.AuthenticationHandler;
import org.apache.camel.component.platform.http.main.ManagementHttpServer;
import org.apache.camel.component.platform.http.vertx.auth.AuthenticationConfig;
import org.apache.camel.component.platform.http.vertx.auth.AuthenticationConfig.AuthenticationConfigEntry;
import org.apache.camel.component.platform.http.vertx.auth.AuthenticationConfig.AuthenticationHandlerFactory;

/** What operators use on the management port. */
public final class Console {
    private final ConsoleSettings settings;
    private final ConsoleGuard guard;
    private volatile boolean served;
    private volatile boolean guarded;

    /** @throws io.mailbridge.settings.InvalidSetting where a stranger could reach it */
    public Console(Settings settings) {
        this.settings = ConsoleSettings.from(settings);
        this.guard = new ConsoleGuard(this.settings);
    }

    /** Path of the page without its last slash. */
    public String pagePath() {
        return settings.pagePath();
    }

    /** False where no credential is asked for, on loopback. */
    public boolean hasCredential() {
        return settings.credential() != null;
    }

    /** From now on the page answers what the guard lets through below its path. */
    public void show(Handler<RoutingContext> page) {
        guard.show(page);
    }

    /** Puts the guard before everything that the server serves, from its first request on; called before it starts. */
    public void guard(ManagementHttpServer server) {
        served = true;
        AuthenticationConfigEntry entry = new AuthenticationConfigEntry();
        entry.setPath("/*");
        entry.setAuthenticationProviderFactory(vertx -> null);
        entry.setAuthenticationHandlerFactory(new AuthenticationHandlerFactory() {
            @Override
            public <T extends AuthenticationProvider> AuthenticationHandler createAuthenticationHandler(T provider) {
                guarded = true;
                return guard;
            }
        });
        AuthenticationConfig config = server.getConfiguration().getAuthenticationConfig();
        config.getEntries().add(entry);
        config.setEnabled(true);
    }

    /** Stops the start where the server came up without the guard. */
    public void refuseUnguarded() {
        if (served && !guarded) {
            throw new IllegalStateException("The management port would be served without its guard");
        }
    }
}
