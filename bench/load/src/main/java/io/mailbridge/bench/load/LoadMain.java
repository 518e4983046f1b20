package io.mailbridge.bench.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The load tool's process: reads jobs, one a line, runs each and prints its figures. One process runs all jobs of a run,
 * so that it is warm when figures count.
 */
public final class LoadMain {
    private LoadMain() {}

    public static void main(String[] args) throws IOException {
        PrintStream out = System.out;
        // keeps what libraries print apart from the figures
        System.setOut(System.err);
        BufferedReader jobs = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        out.println("ready");
        for (String line = jobs.readLine(); line != null; line = jobs.readLine()) {
            try {
                new LoadRun(LoadJob.parse(line)).run().print(out);
                out.println("done");
            } catch (RuntimeException e) {
                e.printStackTrace();
                out.println("failed " + e.toString().replace('\n', ' '));
            }
        }
        System.exit(0);
    }
}
