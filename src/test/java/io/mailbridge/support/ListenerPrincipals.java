package io.mailbridge.support;

import org.apache.kafka.common.security.auth.AuthenticationContext;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.common.security.authenticator.DefaultKafkaPrincipalBuilder;

/** Whoever comes through a proxy is the bridge; brokers, controllers and tests are the administrator. */
public final class ListenerPrincipals extends DefaultKafkaPrincipalBuilder {
    /** For the broker, which makes it. */
    public ListenerPrincipals() {
        super(null, null);
    }

    @Override
    public KafkaPrincipal build(AuthenticationContext context) {
        boolean proxied = context.listenerName().equals(KafkaCluster.PROXIED);
        return new KafkaPrincipal(KafkaPrincipal.USER_TYPE, proxied ? "bridge" : "admin");
    }
}
