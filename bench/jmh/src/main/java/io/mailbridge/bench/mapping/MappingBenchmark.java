package io.mailbridge.bench.mapping;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mailbridge.event.EmailEvent;
import io.mailbridge.event.EventWriter;
import io.mailbridge.event.JsonCodec;
import io.mailbridge.provider.Origin;
import io.mailbridge.provider.Profile;
import io.mailbridge.provider.Profiles;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** The time of mapping, and of reading and writing the same bytes with Jackson alone. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 2,
        jvmArgs = {"-Xms256m", "-Xmx256m", "-XX:+UseSerialGC"})
public class MappingBenchmark {
    @Param({"sendgrid", "amazon-ses", "mandrill"})
    public String platform;

    @Param({"1", "100"})
    public int events;

    private final ObjectMapper mapper = JsonCodec.mapper();
    private final EventWriter writer = new EventWriter();
    private Profile profile;
    private byte[][] requests;

    @Setup
    public void prepare() throws IOException {
        profile = Profiles.load(null).find(platform);
        requests = CapturedRequests.of(platform, events);
        int mapped = 0;
        for (byte[] request : requests) {
            mapped += profile.normalize(mapper.readTree(request), origin())
                    .events()
                    .size();
        }
        if (mapped < events) {
            throw new IllegalStateException(platform + ": " + mapped + " events instead of " + events);
        }
    }

    @Benchmark
    public void jackson(Blackhole sink) throws IOException {
        for (byte[] request : requests) {
            sink.consume(mapper.writeValueAsBytes(mapper.readTree(request)));
        }
    }

    @Benchmark
    public void mailbridge(Blackhole sink) throws IOException {
        for (byte[] request : requests) {
            for (EmailEvent event :
                    profile.normalize(mapper.readTree(request), origin()).events()) {
                sink.consume(writer.write(event));
            }
        }
    }

    private static Origin origin() {
        return new Origin("bench", Instant.now(), false);
    }
}
