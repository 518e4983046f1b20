package io.mailbridge.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.support.FreePorts;
import io.mailbridge.support.TestCertificates;
import io.mailbridge.support.TestCertificates.Identity;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a collector may do must end in time, and leave nothing behind. */
class CollectorSenderTest {
    private static final Logger QUIET = Logger.getLogger("io.opentelemetry");
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final byte[] FILLER = "x".repeat(8192).getBytes(StandardCharsets.US_ASCII);

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private ServerSocket server;
    private String trusted;
    private Duration timeout = Duration.ofSeconds(10);
    private final CountDownLatch cutOff = new CountDownLatch(1);

    /** What the collector writes when a request has come. */
    private interface Answer {
        void write(OutputStream out) throws IOException, InterruptedException;
    }

    @BeforeEach
    void listen() throws IOException {
        QUIET.setLevel(Level.OFF);
        server = new ServerSocket(0, 50, LOOPBACK);
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void shouldTakeAGoodAnswer() {
        assertThat(sent(out -> out.write((OK + "Content-Length: 2\r\n\r\n{}").getBytes(StandardCharsets.US_ASCII))))
                .isTrue();
    }

    @Test
    void shouldReportARefusal() {
        assertThat(sent(out ->
                        out.write("HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII))))
                .isFalse();
    }

    @Test
    void shouldGiveUpOnSilence() throws InterruptedException {
        timeout = SHORT;
        assertThat(sent(out -> Thread.sleep(60_000))).isFalse();
    }

    @Test
    void shouldGiveUpOnAnAnswerThatNeverEnds() throws InterruptedException {
        timeout = SHORT;
        assertThat(sent(out -> drip(out, "HTTP/1.1 2"))).isFalse();
        assertCutOff();
    }

    @Test
    void shouldBelieveTheStatusOfAnAnswerThatNeverEnds() throws InterruptedException {
        timeout = Duration.ofSeconds(2);
        assertThat(sent(out -> drip(out, OK + "Content-Length: 100000\r\n\r\n")))
                .isTrue();
        assertCutOff();
    }

    private static void drip(OutputStream out, String beginning) throws IOException, InterruptedException {
        out.write(beginning.getBytes(StandardCharsets.US_ASCII));
        while (true) {
            out.write('0');
            out.flush();
            Thread.sleep(20);
        }
    }

    private void assertCutOff() throws InterruptedException {
        assertThat(cutOff.await(5, TimeUnit.SECONDS))
                .as("its connection was closed")
                .isTrue();
    }

    @Test
    void shouldGiveUpOnACollectorThatDoesNotRead() {
        timeout = SHORT;
        assertThat(export("http://127.0.0.1:" + server.getLocalPort(), 8 << 20)).isFalse();
    }

    @Test
    void shouldReportAnAnswerThatIsNotHttp() {
        assertThat(sent(out -> out.write(FILLER))).isFalse();
    }

    @Test
    void shouldCheckTheCertificateOfTheCollector() throws IOException {
        TestCertificates authority = TestCertificates.authority("authority");
        trusted = authority.pem();

        assertThat(sentSecured(authority, authority.issue("collector"))).isTrue();
        assertThat(sentSecured(authority, authority.issueForElsewhere("collector")))
                .isFalse();
        TestCertificates stranger = TestCertificates.authority("stranger");
        assertThat(sentSecured(stranger, stranger.issue("collector"))).isFalse();
    }

    private boolean sentSecured(TestCertificates authority, Identity collector) throws IOException {
        server.close();
        server = authority.trustedBy(collector).getServerSocketFactory().createServerSocket(0, 50, LOOPBACK);
        serve(out -> out.write((OK + "\r\n").getBytes(StandardCharsets.US_ASCII)));
        return export("https://127.0.0.1:" + server.getLocalPort(), 0);
    }

    @Test
    void shouldNotReadAnEndlessAnswer() throws InterruptedException {
        assertThat(sent(out -> {
                    out.write((OK + "\r\n").getBytes(StandardCharsets.US_ASCII));
                    while (true) {
                        out.write(FILLER);
                    }
                }))
                .as("taken, since its status says so")
                .isTrue();
        assertCutOff();
    }

    @Test
    void shouldReportACollectorThatIsNotThere() {
        assertThat(export("http://127.0.0.1:" + FreePorts.next(), 0)).isFalse();
    }

    private boolean sent(Answer answer) {
        serve(answer);
        return export("http://127.0.0.1:" + server.getLocalPort(), 0);
    }

    private void serve(Answer answer) {
        Thread serving = new Thread(() -> serveOne(answer), "collector");
        serving.setDaemon(true);
        serving.start();
    }

    private void serveOne(Answer answer) {
        try (Socket client = server.accept()) {
            client.getInputStream().read(new byte[65536]);
            answer.write(client.getOutputStream());
            client.getOutputStream().flush();
        } catch (IOException e) {
            cutOff.countDown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @param size of a span, in bytes */
    private boolean export(String endpoint, int size) {
        OtlpHttpSpanExporterBuilder builder = OtlpHttpSpanExporter.builder()
                .setEndpoint(endpoint + "/v1/traces")
                .setTimeout(timeout);
        if (trusted != null) {
            builder.setTrustedCertificates(trusted.getBytes(StandardCharsets.US_ASCII));
        }
        try (SpanExporter exporter = builder.build()) {
            CompletableResultCode result = exporter.export(span(size));
            assertThat(result.join(15, TimeUnit.SECONDS).isDone())
                    .as("ended in time")
                    .isTrue();
            return result.isSuccess();
        }
    }

    private static List<SpanData> span(int size) {
        List<SpanData> ended = new ArrayList<>();
        SpanProcessor keep = SimpleSpanProcessor.create(new KeptSpans(ended));
        SdkTracerProvider.builder()
                .addSpanProcessor(keep)
                .build()
                .get("test")
                .spanBuilder("span")
                .setAttribute("large", "x".repeat(size))
                .startSpan()
                .end();
        return ended;
    }
}
