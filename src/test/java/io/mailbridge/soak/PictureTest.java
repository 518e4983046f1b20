package io.mailbridge.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.soak.Line.Point;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** The picture is well-formed, complete, and all of it is within its frame. */
class PictureTest {
    private static final List<Line> LINES = List.of(
            new Line("p50", "#1f77b4", List.of(new Point(0, 2), new Point(60, Double.NaN), new Point(120, 900))),
            new Line("nothing", "#d62728", List.of()));

    @Test
    void shouldDrawPanelsAndFaults() throws Exception {
        Picture picture = new Picture(
                "A soak",
                "a < b & c",
                120,
                List.of(Panel.linear("Depth", "rows", LINES), Panel.logarithmic("Latency", "ms", LINES)),
                List.of(new Span("Kafka killed", Span.Kind.KAFKA, 30, 60)));

        Document svg = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(picture.svg())));

        assertThat(svg.getElementsByTagName("path").getLength()).isEqualTo(4);
        assertThat(svg.getDocumentElement().getTextContent())
                .contains("A soak", "a < b & c", "Kafka killed", "Latency (ms)", "1,000", "minutes");
        String interrupted = svg.getElementsByTagName("path")
                .item(0)
                .getAttributes()
                .getNamedItem("d")
                .getNodeValue();
        assertThat(interrupted).matches("M70\\.0 [0-9.]+M880\\.0 [0-9.]+");
    }

    @Test
    void shouldChooseTicksThatPeopleCount() {
        assertThat(Panel.niceStep(0.3)).isEqualTo(0.5);
        assertThat(Panel.niceStep(17)).isEqualTo(20);
        assertThat(Panel.niceStep(60)).isEqualTo(100);
    }
}
