package io.mailbridge.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The bridge's AOT cache, made as the image makes it. */
record AotCache(List<String> options, String missing) {
    static AotCache make(Setup setup, Path folder, Progress progress) {
        if (!setup.isWantedJava()) {
            return new AotCache(List.of(), "needs JDK 25");
        }
        if (!Files.isExecutable(setup.training())) {
            return new AotCache(List.of(), "jvm/train is missing");
        }
        progress.say("Making the AOT cache with jvm/train ...");
        Path cache = folder.resolve("bridge.aot");
        Path log = folder.resolve("train.log");
        ProcessBuilder training = new ProcessBuilder(
                        setup.training().toString(), setup.built("target").toString(), cache.toString())
                .directory(setup.project().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        training.environment().put("JAVA_HOME", System.getProperty("java.home"));
        training.environment().merge("PATH", System.getProperty("java.home") + "/bin:", (path, first) -> first + path);
        try {
            int status = training.start().waitFor();
            if (status != 0 || Files.notExists(cache)) {
                throw new IllegalStateException("jvm/train failed (" + status + "):\n" + Files.readString(log));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot run jvm/train", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the AOT cache was made", e);
        }
        return new AotCache(List.of("-XX:AOTCache=" + cache), "");
    }

    boolean isThere() {
        return missing.isEmpty();
    }
}
