package io.mailbridge.http;

import io.mailbridge.log.RareLog;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.handler.ssl.NotSslRecordException;
import io.vertx.core.Handler;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.slf4j.LoggerFactory;

/**
 * Counts the handshakes that fail, and logs why, each reason once a minute: otherwise nobody could see why a sender
 * cannot connect. Nothing that the client sent is logged.
 */
final class FailedHandshakes implements Handler<Throwable> {
    private static final RareLog LOG = new RareLog(LoggerFactory.getLogger(FailedHandshakes.class));

    /** The JDK's text; JDK 25 puts the name of the alert before it. */
    private static final String NO_CERTIFICATE = "Empty client certificate chain";

    private final Counter counter;

    FailedHandshakes(MeterRegistry metrics) {
        this.counter = Counter.builder("bridge.tls.handshakes.failed")
                .description("Connections to the webhooks' server that ended before TLS was set up")
                .register(metrics);
    }

    @Override
    public void handle(Throwable failure) {
        String reason = reason(failure);
        if (reason != null) {
            counter.increment();
            LOG.warn("A connection to the webhooks' server is refused: " + reason);
        }
    }

    /** Null for what is no failure of TLS, such as a port scan. */
    static String reason(Throwable failure) {
        List<Throwable> causes =
                Stream.iterate(failure, Objects::nonNull, Throwable::getCause).toList();
        if (has(causes, NotSslRecordException.class)) {
            return "it does not speak TLS";
        } else if (has(causes, CertificateExpiredException.class)
                || has(causes, CertificateNotYetValidException.class)) {
            return "the client's certificate has expired or is not valid yet";
        } else if (has(causes, CertificateException.class)) {
            return "the client's certificate is of no authority in " + TlsMaterial.CLIENT_CA;
        } else if (causes.stream()
                .anyMatch(cause -> String.valueOf(cause.getMessage()).contains(NO_CERTIFICATE))) {
            return "the client shows no certificate";
        }
        return has(causes, SSLException.class) ? "the TLS handshake fails" : null;
    }

    private static boolean has(List<Throwable> causes, Class<? extends Throwable> kind) {
        return causes.stream().anyMatch(kind::isInstance);
    }
}
