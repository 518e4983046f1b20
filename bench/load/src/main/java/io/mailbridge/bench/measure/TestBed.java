package io.mailbridge.bench.measure;

import io.mailbridge.bench.load.LoadShape;
import io.mailbridge.bench.program.Bridges;
import io.mailbridge.bench.program.Fleet;
import io.mailbridge.bench.program.LoadTool;
import io.mailbridge.bench.program.OtherBuild;
import io.mailbridge.bench.program.ReferencePrograms;
import io.mailbridge.bench.program.Setup;
import io.mailbridge.bench.program.SumCheck;
import io.mailbridge.bench.program.Target;
import io.mailbridge.bench.report.Progress;
import io.mailbridge.support.Servers;
import io.mailbridge.support.TempFolder;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What the measurements of one run share: servers, load tool, reference programs, and a bridge that stays warm. */
final class TestBed implements AutoCloseable {
    private final Setup setup;
    private final Sizes sizes;
    private final Progress progress;
    private final TempFolder folder = TempFolder.create("mailbridge-bench-");
    private final Servers servers;
    private final LoadTool loadTool;
    private final ReferencePrograms references;
    private final Bridges bridges;
    private final SumCheck sums;
    private final Optional<OtherBuild> otherBuild;
    private Fleet shared;
    private Fleet other;

    TestBed(Setup setup, Sizes sizes, Progress progress) {
        this(setup, sizes, progress, Optional.empty());
    }

    /** @param otherBuild what the bridge is compared with besides */
    TestBed(Setup setup, Sizes sizes, Progress progress, Optional<OtherBuild> otherBuild) {
        this.otherBuild = otherBuild;
        this.setup = setup;
        this.sizes = sizes;
        this.progress = progress;
        progress.say("Starting a private Kafka, a private PostgreSQL and the load tool ...");
        CompletableFuture<LoadTool> toolStart =
                CompletableFuture.supplyAsync(() -> LoadTool.start(setup, folder.path()));
        this.servers = Servers.start();
        this.loadTool = toolStart.join();
        this.references = new ReferencePrograms(setup, servers, folder.path());
        this.bridges = new Bridges(setup, servers);
        this.sums = new SumCheck(servers, bridges);
    }

    Setup setup() {
        return setup;
    }

    Sizes sizes() {
        return sizes;
    }

    Progress progress() {
        return progress;
    }

    Servers servers() {
        return servers;
    }

    LoadTool loadTool() {
        return loadTool;
    }

    ReferencePrograms references() {
        return references;
    }

    Bridges bridges() {
        return bridges;
    }

    SumCheck sums() {
        return sums;
    }

    /** The bridge that most measurements use, so that it is warm. */
    Fleet shared() {
        if (shared == null) {
            shared = bridges.start("bridge", 1, Map.of());
        }
        return shared;
    }

    /** The shared bridge; if it has had no load yet, it gets one like those that are measured. */
    Fleet warmShared() {
        warm(shared().target());
        return shared();
    }

    /** A bridge of the other build, if one was named; it stays warm as well. */
    Optional<Fleet> other() {
        if (other == null && otherBuild.isPresent()) {
            other = bridges.startOther(otherBuild.get());
        }
        return Optional.ofNullable(other);
    }

    void warm(Target target) {
        if (sizes.warmUp() > 0 && target.acknowledged() == 0) {
            progress.step("warming up " + target.name());
            target.load(loadTool, LoadShape.closed(1, 256, sizes.warmUp()));
        }
    }

    /** Ends the shared bridges: they would replay the rows of another bridge and use CPU beside it. */
    void closeShared() {
        if (shared != null) {
            sums.check(shared);
            shared.close();
            shared = null;
        }
        if (other != null) {
            sums.check(other);
            other.close();
            other = null;
        }
    }

    /** After a measurement that failed half-way: both servers up, nothing in the buffer. */
    void recover() {
        if (shared != null) {
            shared.close();
            shared = null;
        }
        if (other != null) {
            other.close();
            other = null;
        }
        bridges.forgetRows();
        servers.reset();
    }

    @Override
    public void close() {
        closeShared();
        references.close();
        loadTool.close();
        servers.close();
        folder.close();
    }
}
