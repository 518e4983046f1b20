package io.mailbridge.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** The same report as text, JSON, CSV and a page, with names that would break each of them. */
class ReportFormsTest {
    private static final String HOSTILE = "=1+1,\"<script>alert(1)</script>\u001b[31m'&";

    private final Report report = new Story(Grouping.SOURCE, Grouping.CAMPAIGN)
            .tell("delivered", "1", "a@x.example", HOSTILE)
            .tell("opened", "1", "a@x.example", HOSTILE)
            .tell("delivered", "2", "b@x.example", null)
            .reject("<b>not_json</b>")
            .end();

    @Test
    void shouldSayItAsText() {
        String text = new ReportText(report).text();

        assertThat(text)
                .startsWith("Email events from 2026-01-06 09:00 until 2026-01-06 10:00 (UTC)")
                .contains("3 events on email-events; 0 repeated records left out")
                .containsPattern("Open +50\\.0 % +1 of 2 \\(messages opened by a person, of those delivered\\)")
                .contains("half within 2.0 s, 90 % within 2.0 s")
                .containsPattern("shop +=1\\+1,\"<script>alert\\(1\\)<… +2 ")
                .doesNotContain("\u001b");
    }

    @Test
    void shouldSayItAsJson() {
        JsonNode json = ReportJson.of(report);

        assertThat(json.at("/since").textValue()).isEqualTo("2026-01-06T09:00:00Z");
        assertThat(json.at("/until").textValue()).isEqualTo("2026-01-06T10:00:00Z");
        assertThat(json.at("/types/delivered").longValue()).isEqualTo(2);
        assertThat(json.at("/messages/opened").longValue()).isEqualTo(1);
        assertThat(json.at("/rates/open").doubleValue()).isEqualTo(0.5);
        assertThat(json.at("/rates/click_to_open").doubleValue()).isZero();
        assertThat(json.at("/groups/0/campaign").textValue()).isEqualTo(HOSTILE);
        assertThat(json.at("/groups/1/campaign").isNull()).isTrue();
        assertThat(json.at("/rejected/0/count").longValue()).isEqualTo(1);
        assertThat(ReportJson.of(new Story().end()).at("/rates/open").isNull()).isTrue();
    }

    @Test
    void shouldSayItAsCsvWithoutFormulas() {
        String[] lines = ReportCsv.of(report).split("\r\n");

        assertThat(lines).hasSize(3);
        assertThat(lines[0])
                .startsWith("source,campaign,events,processed,sent,")
                .endsWith(",complaint_rate,unsubscribe_rate");
        assertThat(lines[1]).startsWith("shop,\"'=1+1,\"\"<script>alert(1)</script>\u001b[31m'&\",2,0,0,");
        assertThat(lines[2]).startsWith("shop,,1,0,0,");
        assertThat(ReportCsv.of(new Story().tell("opened").end()).split("\r\n")[1])
                .startsWith("1,0,");
    }

    @Test
    void shouldBeAPageThatNeedsNothingElseAndHasNoMarkupOfOthers() throws Exception {
        String page = new ReportPage(report).html();

        assertThat(page)
                .contains("&lt;script&gt;alert(1)", "&lt;b&gt;not_json&lt;/b&gt;", "prefers-color-scheme: dark")
                .contains("default-src 'none'", "name=\"viewport\"", "<svg role=\"img\" aria-label=")
                .contains("<b>50.0 %</b>", "1 of 2")
                .doesNotContain("<script", "\u001b", "http://", "https://", "@import", "url(");
        assertWellFormed(page);
        assertWellFormed(new ReportPage(new Story().end()).html());
    }

    private static void assertWellFormed(String page) throws Exception {
        String xml = page.replaceFirst("<!DOCTYPE html>", "").replaceAll("<meta ([^>]*)>", "<meta $1/>");
        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
        assertThat(document.getElementsByTagName("section").getLength()).isGreaterThanOrEqualTo(6);
    }
}
