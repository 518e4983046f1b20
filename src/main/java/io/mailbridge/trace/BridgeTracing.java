package io.mailbridge.trace;

import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Spans of the bridge's own: for a share of the requests, from their answer back to what made their events durable. */
final class BridgeTracing implements Tracing {
    private static final Logger LOG = LoggerFactory.getLogger(BridgeTracing.class);
    private static final long FLUSH_MILLIS = 2_000;

    private final TracingSettings settings;
    private final String scheme;
    private OpenTelemetrySdk sdk;

    /** @param scheme of the webhooks: http or https */
    BridgeTracing(TracingSettings settings, String scheme) {
        this.settings = settings;
        this.scheme = scheme;
    }

    @Override
    public void start(CamelContext context) {
        sdk = Collector.connect(settings);
        Tracer tracer = sdk.getTracer("io.mailbridge");
        Sampling sampling = new Sampling(settings.sampling(), settings.trustParent(), () -> ThreadLocalRandom.current()
                .nextDouble());
        context.addRoutePolicyFactory(new RequestTrace(new ServerSpans(tracer, sampling, scheme)));
        context.getCamelContextExtension()
                .addInterceptStrategy(new TracedSteps(new PublishSpans(tracer), new CommitSpans(tracer)));
        LOG.info("Tracing {} % of the requests", settings.sampling() * 100);
    }

    @Override
    public void stop() {
        if (sdk != null) {
            sdk.getSdkTracerProvider().shutdown().join(FLUSH_MILLIS, TimeUnit.MILLISECONDS);
        }
    }
}
