package io.mailbridge.bench.measure;

import io.mailbridge.bench.load.LoadShape;
import io.mailbridge.bench.program.MemoryPeak;
import io.mailbridge.bench.program.Target;
import io.mailbridge.bench.report.Goal;
import io.mailbridge.bench.report.Results;
import java.util.EnumSet;
import java.util.Set;

/** The most memory that any bridge of this run had resident at any time; must be the last measurement. */
final class MemoryUnderLoad implements Measurement {
    @Override
    public String name() {
        return "memory";
    }

    @Override
    public Set<Goal> goals() {
        return EnumSet.of(Goal.MEMORY);
    }

    @Override
    public int seconds(Sizes sizes) {
        return 1;
    }

    @Override
    public void run(TestBed testBed, Results results) {
        testBed.closeShared();
        MemoryPeak peak = testBed.bridges().memoryPeak();
        String how = "most of " + peak.processes() + " loaded processes (VmHWM): '" + peak.name() + "'";
        if (peak.processes() == 0) {
            // no other measurement has loaded a bridge
            Target bridge = testBed.shared().target();
            int seconds = testBed.sizes().round();
            bridge.load(testBed.loadTool(), LoadShape.closed(1, 256, seconds));
            bridge.load(testBed.loadTool(), LoadShape.closed(100, 32, seconds));
            testBed.closeShared();
            how = "after a short load only: measure other rows with it";
        }
        results.add(Goal.MEMORY, peak.megabytes(), 0, how);
    }
}
