package io.mailbridge.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.List;

/** Detects whether files have changed. A secret that Kubernetes replaces is another file under the same name. */
public record FileStamp(List<String> files) {
    public static FileStamp of(Collection<Path> files) {
        return new FileStamp(files.stream().map(FileStamp::of).toList());
    }

    private static String of(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.lastModifiedTime() + " " + attributes.size() + " " + attributes.fileKey();
        } catch (IOException e) {
            return "none";
        }
    }
}
