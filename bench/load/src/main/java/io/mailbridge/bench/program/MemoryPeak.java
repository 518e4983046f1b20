package io.mailbridge.bench.program;

/** The most memory that one of several processes ever had resident. */
public final class MemoryPeak {
    private double megabytes;
    private String name = "";
    private int processes;

    void note(String processName, long pid) {
        processes++;
        double peak = ProcessFigures.peakResidentMb(pid);
        if (peak > megabytes) {
            megabytes = peak;
            name = processName;
        }
    }

    public double megabytes() {
        return megabytes;
    }

    /** Which process it was. */
    public String name() {
        return name;
    }

    /** How many processes were looked at. */
    public int processes() {
        return processes;
    }
}
