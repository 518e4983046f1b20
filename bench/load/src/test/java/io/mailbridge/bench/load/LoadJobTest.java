package io.mailbridge.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadJobTest {
    @Test
    void shouldReadALine() {
        LoadJob job = LoadJob.parse(
                "urls=http://127.0.0.1:1/webhooks/s{},http://127.0.0.1:2/webhooks/s{} sources=3 events=100 "
                        + "rate=0 connections=32 seconds=8");
        assertThat(job.urls()).extracting(URI::getPort).containsExactly(1, 2);
        assertThat(job.paths(job.urls().get(0))).containsExactly("/webhooks/s0", "/webhooks/s1", "/webhooks/s2");
        assertThat(job.shape().events()).isEqualTo(100);
    }

    @Test
    void shouldReadTheLineItWrites() {
        LoadJob job = LoadJob.of(List.of("http://127.0.0.1:1/webhooks/s{}"), 3, LoadShape.open(200, 8));
        assertThat(LoadJob.parse(job.line())).isEqualTo(job);
    }

    @Test
    void shouldNameWhatIsMissing() {
        assertThatThrownBy(() -> LoadJob.parse("urls=http://127.0.0.1:1/ sources=1"))
                .hasMessageContaining("events");
    }
}
