package io.mailbridge.page;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/**
 * A file of the page, as it is sent.
 *
 * @param etag of the content; a browser asks with it whether the file is another one now
 * @param zipped null where that would not be shorter
 */
record StaticFile(String type, byte[] content, String etag, byte[] zipped) {
    static StaticFile of(String type, byte[] content) {
        byte[] zipped = zip(content);
        return new StaticFile(type, content, etag(content), zipped.length < content.length ? zipped : null);
    }

    private static byte[] zip(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static String etag(byte[] content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            return '"' + HexFormat.of().formatHex(hash, 0, 12) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    void answer(HttpServerRequest request, HttpServerResponse response) {
        response.putHeader("ETag", etag).putHeader("Cache-Control", "no-cache").putHeader("Vary", "Accept-Encoding");
        if (etag.equals(request.getHeader("If-None-Match"))) {
            response.setStatusCode(304).end();
            return;
        }
        String encodings = request.getHeader("Accept-Encoding");
        boolean zip = zipped != null && encodings != null && encodings.contains("gzip");
        if (zip) {
            response.putHeader("Content-Encoding", "gzip");
        }
        response.putHeader("Content-Type", type).end(Buffer.buffer(zip ? zipped : content));
    }
}
