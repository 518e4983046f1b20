package io.mailbridge.refused;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.mailbridge.event.JsonCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/**
 * Where discarded rows go: a line of JSON each, with all columns. It is on the disk before its rows are deleted, and only
 * its owner can read it.
 */
public final class DiscardFile implements AutoCloseable {
    private final FileChannel channel;

    /** @throws FileAlreadyExistsException where it is there: nothing is overwritten */
    public DiscardFile(Path path) throws IOException {
        Set<StandardOpenOption> create = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        boolean isPosix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        channel = isPosix
                ? FileChannel.open(
                        path,
                        create,
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                : FileChannel.open(path, create);
        syncFolder(path.toAbsolutePath().getParent());
    }

    /** Otherwise the name of the file might not survive what its content survives. */
    private static void syncFolder(Path folder) {
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        } catch (IOException e) {
            // Windows opens no folders
        }
    }

    /** Returns when the disk has them. */
    void append(List<Refused> rows) throws IOException {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (Refused row : rows) {
            lines.write(JsonCodec.write(json(row)));
            lines.write('\n');
        }
        ByteBuffer bytes = ByteBuffer.wrap(lines.toByteArray());
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.force(true);
    }

    private static ObjectNode json(Refused row) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", row.id())
                .put("event_id", row.eventId())
                .put("reason", row.reason())
                .put("detail", row.detail())
                .put("rejection", row.rejection())
                .put("source", row.source())
                .put("provider", row.provider())
                .put("attempts", row.tries())
                .put("parked_at", row.time().toString())
                .put("topic", row.topic());
        json.putRawValue("headers", new RawValue(row.headers()));
        put(json, "key", row.key());
        put(json, "value", row.value());
        return json;
    }

    /** As text where that gives the same bytes again, otherwise in Base64. */
    private static void put(ObjectNode json, String name, byte[] bytes) {
        if (bytes == null) {
            json.putNull(name);
            return;
        }
        try {
            json.put(
                    name,
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes))
                            .toString());
        } catch (CharacterCodingException e) {
            json.put(name + "_base64", Base64.getEncoder().encodeToString(bytes));
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
