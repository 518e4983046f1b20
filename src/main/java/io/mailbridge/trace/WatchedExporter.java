package io.mailbridge.trace;

import io.mailbridge.log.OnceAMinute;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once a minute that a collector does not take spans; they are lost, and nothing else is. */
final class WatchedExporter implements SpanExporter {
    private static final Logger LOG = LoggerFactory.getLogger(WatchedExporter.class);

    private final SpanExporter exporter;
    private final OnceAMinute rarely = new OnceAMinute(System::nanoTime);
    private final AtomicLong lost = new AtomicLong();

    WatchedExporter(SpanExporter exporter) {
        this.exporter = exporter;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        int count = spans.size();
        CompletableResultCode result = exporter.export(spans);
        return result.whenComplete(() -> {
            if (!result.isSuccess()) {
                lost.addAndGet(count);
                report(result.getFailureThrowable());
            }
        });
    }

    private void report(Throwable failure) {
        if (rarely.isDue()) {
            LOG.warn(
                    "The collector does not take spans, {} are lost since the last line: {}",
                    lost.getAndSet(0),
                    reason(failure));
        }
    }

    private static String reason(Throwable failure) {
        if (failure == null) {
            return "no reason is known";
        }
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }
}
