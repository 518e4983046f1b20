package io.mailbridge.bench.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The load tool's process: reads a job a line, makes it, prints its figures. One process makes all loads, so that it is
 * warm when it counts.
 */
public final class LoadMain {
    private LoadMain() {}

    public static void main(String[] args) throws IOException {
        PrintStream out = System.out;
        // what libraries print must not come between the figures
        System.setOut(System.err);
        BufferedReader jobs = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        out.println("ready");
        for (String line = jobs.readLine(); line != null; line = jobs.readLine()) {
            try {
                new LoadRun(Job.parse(line)).run().print(out);
                out.println("done");
            } catch (RuntimeException e) {
                e.printStackTrace();
                out.println("failed " + e.toString().replace('\n', ' '));
            }
        }
        System.exit(0);
    }
}
