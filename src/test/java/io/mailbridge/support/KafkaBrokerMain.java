package io.mailbridge.support;

import java.nio.file.Files;
import java.nio.file.Path;
import kafka.Kafka;
import kafka.tools.StorageTool;

/** What the broker's own JVM runs: formats an empty data folder, then starts Kafka on it. */
final class KafkaBrokerMain {
    private static final String CLUSTER_ID = "TWFpbGJyaWRnZVRlc3RzMA";

    private KafkaBrokerMain() {}

    /** Arguments: the properties file and the data folder it names. */
    public static void main(String[] args) {
        if (Files.notExists(Path.of(args[1], "meta.properties"))) {
            String[] format = {"format", "--cluster-id", CLUSTER_ID, "--config", args[0]};
            int status = StorageTool.execute(format, System.out);
            if (status != 0) {
                System.exit(status);
            }
        }
        Kafka.main(new String[] {args[0]});
    }
}
