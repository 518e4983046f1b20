package io.mailbridge.buffer;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mailbridge.event.OutboundRecord;
import io.mailbridge.event.OutboundRecord.Tag;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** Turns records into the columns of buffered_event and back. */
public final class BufferRows {
    private static final ObjectMapper JSON = new ObjectMapper();

    private BufferRows() {}

    /** The columns of a multi-row insert as arrays, under the parameter names of buffer-events.sql. */
    static Map<String, Object> columns(List<OutboundRecord> records) {
        int size = records.size();
        String[] eventIds = new String[size];
        String[] sources = new String[size];
        String[] providers = new String[size];
        String[] rejections = new String[size];
        String[] topics = new String[size];
        byte[][] keys = new byte[size][];
        String[] headers = new String[size];
        byte[][] values = new byte[size][];
        for (int i = 0; i < size; i++) {
            OutboundRecord outbound = records.get(i);
            // PostgreSQL's text holds no NUL; the record itself keeps it
            eventIds[i] = outbound.eventId().replace('\0', '\uFFFD');
            sources[i] = outbound.tag().source();
            providers[i] = outbound.tag().provider();
            rejections[i] = outbound.tag().rejection();
            topics[i] = outbound.topic();
            keys[i] = outbound.key();
            headers[i] = text(outbound.headers());
            values[i] = outbound.value();
        }
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("eventIds", eventIds);
        columns.put("sources", sources);
        columns.put("providers", providers);
        columns.put("rejections", rejections);
        columns.put("topics", topics);
        columns.put("keys", keys);
        columns.put("headers", headers);
        columns.put("values", values);
        return columns;
    }

    /** The record of a row that replay-events.claim.sql returned. */
    public static OutboundRecord record(Map<String, Object> row) {
        OutboundRecord outbound = new OutboundRecord(
                new Tag((String) row.get("source"), (String) row.get("provider"), (String) row.get("rejection")),
                (String) row.get("event_id"),
                (String) row.get("topic"),
                (byte[]) row.get("record_key"),
                (byte[]) row.get("value"),
                headers((String) row.get("headers")));
        return outbound.replayed();
    }

    private static String text(List<Header> headers) {
        Map<String, String> texts = new LinkedHashMap<>();
        headers.forEach(header -> texts.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        try {
            return JSON.writeValueAsString(texts);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Record headers cannot be written as JSON", e);
        }
    }

    private static List<Header> headers(String text) {
        List<Header> headers = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(text)) {
            parser.nextToken();
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                headers.add(new RecordHeader(name, parser.nextTextValue().getBytes(StandardCharsets.UTF_8)));
            }
            return headers;
        } catch (IOException e) {
            throw new IllegalStateException("Column headers of buffered_event holds no JSON", e);
        }
    }
}
