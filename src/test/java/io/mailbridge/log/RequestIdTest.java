package io.mailbridge.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class RequestIdTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger("request-id-test");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final RareLog log = new RareLog(logger);

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void leave() {
        logger.detachAppender(lines);
    }

    @Test
    void shouldDifferFromRequestToRequest() {
        String first = RequestId.text(RequestId.next());
        String second = RequestId.text(RequestId.next());

        assertThat(first).matches("[0-9a-z]{6}-[0-9a-z]+").isNotEqualTo(second);
        assertThat(first.substring(0, 7)).isEqualTo(second.substring(0, 7));
    }

    @Test
    void shouldNameTheRequestInItsLineAndInNoOther() throws IOException {
        log.warn("The first.", 46_655);
        log.warn("The second.");

        assertThat(text(0))
                .endsWith(" - The first. [request " + RequestId.text(46_655) + "]\n")
                .contains("-zzz]");
        assertThat(text(1)).endsWith(" - The second.\n");
        assertThat(json(0)).contains("{\"request_id\":\"" + RequestId.text(46_655) + "\"}");
        assertThat(json(1)).doesNotContain("request_id");
    }

    @Test
    void shouldKeepBackASentenceWhateverTheRequest() {
        log.warn("Again.", 1);
        log.warn("Again.", 2);

        assertThat(lines.list).hasSize(1);
    }

    /** As src/main/resources/logback.xml has it; the tests have one of their own. */
    private String text(int line) throws IOException {
        Matcher pattern = Pattern.compile("<pattern>(.*)</pattern>")
                .matcher(Files.readString(Path.of("src/main/resources/logback.xml")));
        assertThat(pattern.find()).isTrue();
        PatternLayout layout = new PatternLayout();
        layout.setContext(logger.getLoggerContext());
        layout.setPattern(pattern.group(1));
        layout.start();
        return layout.doLayout(lines.list.get(line));
    }

    private String json(int line) {
        JsonEncoder encoder = LogFormat.encoder();
        encoder.start();
        return new String(encoder.encode(lines.list.get(line)), StandardCharsets.UTF_8);
    }
}
