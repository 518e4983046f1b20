package io.mailbridge.support;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** axe-core, the checker of accessibility, run in the page. */
final class Axe {
    private static final String RUN = """
            return axe.run({resultTypes: ['violations']}).then(found => found.violations
                .filter(rule => rule.impact === 'serious' || rule.impact === 'critical')
                .flatMap(rule => rule.nodes.map(node =>
                    rule.id + ' (' + rule.impact + '): ' + rule.help + ': ' + node.target.join(' ')
                        + ' ' + node.html.slice(0, 200))));
            """;

    private Axe() {}

    static List<String> findings(Browser browser) {
        if (!browser.run("return 'axe' in window").asBoolean()) {
            browser.run(source());
        }
        List<String> findings = new ArrayList<>();
        for (JsonNode finding : browser.run(RUN)) {
            findings.add(finding.asText());
        }
        return findings;
    }

    private static String source() {
        try (InputStream in = Axe.class.getResourceAsStream("/axe.min.js")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
