package io.mailbridge.trace;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.util.HexFormat;

/** A span as a collector gets it. */
record ReceivedSpan(String service, Span span) {
    String name() {
        return span.getName();
    }

    String traceId() {
        return hex(span.getTraceId());
    }

    String id() {
        return hex(span.getSpanId());
    }

    /** Empty where it has no parent. */
    String parentId() {
        return hex(span.getParentSpanId());
    }

    Span.SpanKind kind() {
        return span.getKind();
    }

    boolean hasFailed() {
        return span.getStatus().getCode() == StatusCode.STATUS_CODE_ERROR;
    }

    /** As text; null where it is not there. */
    String attribute(String name) {
        return span.getAttributesList().stream()
                .filter(attribute -> attribute.getKey().equals(name))
                .map(KeyValue::getValue)
                .map(ReceivedSpan::text)
                .findFirst()
                .orElse(null);
    }

    private static String text(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> value.getStringValue();
            case INT_VALUE -> Long.toString(value.getIntValue());
            case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
            default -> value.toString();
        };
    }

    /** What a record has whose trace goes on from this span. */
    String traceParent() {
        return "00-" + traceId() + '-' + id() + '-' + HexFormat.of().toHexDigits((byte) span.getFlags());
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }
}
