package io.mailbridge.publish;

import io.mailbridge.settings.FileStamp;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.common.config.SslConfigs;

/** The files of certificates that the client reads once, when it is made; a new certificate needs a new client. */
final class CertificateFiles {
    private final List<Path> files;
    private FileStamp taken;

    CertificateFiles(Properties properties) {
        files = Stream.of(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG)
                .map(properties::getProperty)
                .filter(file -> file != null && !file.isBlank())
                .map(Path::of)
                .toList();
        take();
    }

    /** A client is being made with the files as they are now. */
    void take() {
        taken = FileStamp.of(files);
    }

    boolean haveChanged() {
        return !files.isEmpty() && !FileStamp.of(files).equals(taken);
    }
}
