package io.mailbridge.bench;

import java.util.EnumSet;
import java.util.Set;

/** The most that any bridge of this run held in memory at any time. Comes last. */
final class Memory implements Measurement {
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
    public void run(Stage stage, Results results) {
        stage.closeShared();
        String how =
                "most of " + stage.loadedProcesses() + " loaded processes (VmHWM): '" + stage.peakMemoryName() + "'";
        if (stage.loadedProcesses() == 0) {
            // asked for alone
            Target bridge = stage.shared().target();
            bridge.load(stage.loadTool(), LoadJob.closed(1, 256, stage.sizes().round()));
            bridge.load(stage.loadTool(), LoadJob.closed(100, 32, stage.sizes().round()));
            stage.closeShared();
            how = "after a short load only: measure other rows with it";
        }
        results.add(Goal.MEMORY, stage.peakMemoryMb(), 0, how);
    }
}
