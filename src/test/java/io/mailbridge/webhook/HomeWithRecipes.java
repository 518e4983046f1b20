package io.mailbridge.webhook;

import io.mailbridge.support.HomeCopy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The shipped home with every recipe of docs/examples, each called where its description says. */
final class HomeWithRecipes {
    private HomeWithRecipes() {}

    static HomeCopy create() throws IOException {
        HomeCopy home = HomeCopy.create();
        StringBuilder calls = new StringBuilder();
        try (Stream<Path> files = Files.list(Path.of("docs/examples"))) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                String text = Files.readString(file);
                if (name.endsWith(".camel.yaml")) {
                    home.write("routes/" + name, text);
                    if (text.contains("Call it in adapt-events")) {
                        calls.append(call(name, 8));
                    }
                }
            }
        }
        String shipped = Files.readString(home.file("routes/adapt-events.camel.yaml"));
        String steps = "      steps:\n";
        home.write("routes/adapt-events.camel.yaml", shipped.substring(0, shipped.indexOf(steps)) + steps + calls);
        String receive = Files.readString(home.file("routes/receive-webhook.camel.yaml"));
        int made = receive.indexOf("ref: recordMaker\n") + "ref: recordMaker\n".length();
        home.write(
                "routes/receive-webhook.camel.yaml",
                receive.substring(0, made) + call("topic-of-tenant.camel.yaml", 14) + receive.substring(made));
        return home;
    }

    private static String call(String file, int indent) {
        return "- to: {uri: \"direct:%s\"}\n"
                .formatted(file.replace(".camel.yaml", ""))
                .indent(indent);
    }
}
