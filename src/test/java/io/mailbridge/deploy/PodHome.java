package io.mailbridge.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailbridge.support.HomeCopy;
import io.mailbridge.support.TestCertificates;
import io.mailbridge.support.TestCertificates.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** What the bridge finds in a pod: the image's home with the mounted files in it, and its environment. */
final class PodHome implements AutoCloseable {
    /** Fits whatever a Secret may hold: a key of SendGrid is also a token. */
    private static final String CREDENTIAL =
            "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE83T4O/n84iotIvIW4mdBgQ/7dAfSmpqIM8kF9mN1"
                    + "flpVKS3GRqe62gw+2fNNRaINXvVpiglSI8eNEc6wEA3F+g==";

    private static final String IMAGE_HOME = "/mailbridge/";
    private static final String SECRETS = "/etc/mailbridge";

    private final HomeCopy home = HomeCopy.create();
    private final Map<String, String> environment = new TreeMap<>();

    static PodHome of(Rendered rendered) throws IOException {
        PodHome pod = new PodHome();
        pod.mount(rendered);
        pod.setEnvironment(rendered);
        return pod;
    }

    Path path() {
        return home.path();
    }

    Map<String, String> environment() {
        return environment;
    }

    private void mount(Rendered rendered) throws IOException {
        for (JsonNode mount : rendered.container().get("volumeMounts")) {
            String target = mount.get("mountPath").asText();
            if (target.startsWith(IMAGE_HOME)) {
                String text = rendered.named(
                                "ConfigMap", "-" + mount.get("name").asText())
                        .get("data")
                        .get(mount.get("subPath").asText())
                        .asText();
                home.write(
                        target.substring(IMAGE_HOME.length()),
                        text.replace(SECRETS, home.file("secrets").toString()));
            }
        }
        Identity server = TestCertificates.authority("ca").issue("bridge.example");
        for (String folder : new String[] {"tls", "kafka", "kafka-client", "db"}) {
            Path secrets = Files.createDirectories(home.file("secrets/" + folder));
            Files.writeString(secrets.resolve("tls.crt"), server.certificatePem());
            Files.writeString(secrets.resolve("tls.key"), server.keyPem());
            Files.writeString(secrets.resolve("ca.crt"), server.certificatePem());
        }
    }

    private void setEnvironment(Rendered rendered) {
        for (JsonNode from : rendered.container().path("envFrom")) {
            String name = from.at("/secretRef/name").asText();
            if (rendered.names().contains("Secret/" + name)) {
                rendered.named("Secret", name)
                        .get("stringData")
                        .fields()
                        .forEachRemaining(entry ->
                                environment.put(entry.getKey(), entry.getValue().asText()));
            } else {
                environment.put("BRIDGE_EVENT_RECIPIENT_KEY", CREDENTIAL);
            }
        }
        for (JsonNode variable : rendered.container().get("env")) {
            environment.put(
                    variable.get("name").asText(),
                    variable.has("value") ? variable.get("value").asText() : CREDENTIAL);
        }
    }

    @Override
    public void close() {
        home.close();
    }
}
