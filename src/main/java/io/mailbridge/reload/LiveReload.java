package io.mailbridge.reload;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes changed routes and profiles while the bridge runs, for the engineer's desk. The whole home is checked first:
 * while anything in it is wrong, the last good version keeps running.
 */
public final class LiveReload {
    private static final Logger LOG = LoggerFactory.getLogger(LiveReload.class);
    private static final long LOOK_MS = 250;

    private final Path home;
    private final Reloadable bridge;
    private final Thread thread = new Thread(this::watch, "live-reload");
    private HomeFiles running;
    private String seen;

    /** Before the start, so that no edit is missed. */
    public LiveReload(Path home, Reloadable bridge) throws IOException {
        this.home = home;
        this.bridge = bridge;
        this.seen = HomeFiles.stamp(home);
        this.running = HomeFiles.read(home);
    }

    /** After the start. */
    public void start() {
        thread.setDaemon(true);
        thread.start();
        LOG.warn("Changed files of {} are reloaded while the bridge runs (bridge.reload): not for production", home);
    }

    /** Before the stop: a reload would start routes again. */
    public void stop() {
        thread.interrupt();
    }

    private void watch() {
        String last = seen;
        while (!Thread.currentThread().isInterrupted()) {
            try {
                TimeUnit.MILLISECONDS.sleep(LOOK_MS);
                String now = HomeFiles.stamp(home);
                // an editor may still be writing: only files that have not changed for a moment are read
                if (now.equals(last) && !now.equals(seen)) {
                    seen = now;
                    reload();
                }
                last = now;
            } catch (InterruptedException e) {
                return;
            } catch (Exception e) {
                LOG.error("Not reloaded, and not all of the last good version runs: {}", line(e));
            }
        }
    }

    private void reload() throws Exception {
        HomeFiles files = HomeFiles.read(home);
        List<String> changed = files.changedSince(running);
        if (changed.isEmpty()) {
            LOG.info("The files are again what runs");
            return;
        }
        List<String> mistakes = mistakes();
        if (!mistakes.isEmpty()) {
            LOG.warn("Not reloaded, the last good version runs on: {}", String.join("; ", mistakes));
            return;
        }
        long began = System.nanoTime();
        List<String> routesChanged = new ArrayList<>(changed);
        boolean profilesChanged = routesChanged.removeIf(HomeFiles::isProfile);
        if (!routesChanged.isEmpty() && !exchange(files)) {
            return;
        }
        if (profilesChanged) {
            bridge.takeProfiles();
        }
        running = files;
        LOG.info(
                "Reloaded {} in {} ms",
                String.join(", ", changed),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
    }

    private List<String> mistakes() {
        try {
            return bridge.mistakes();
        } catch (Exception e) {
            return List.of(line(e));
        }
    }

    private boolean exchange(HomeFiles files) throws Exception {
        RouteExchange routes = new RouteExchange(bridge.context(), home);
        bridge.closeDoor();
        try {
            routes.run(files);
            return true;
        } catch (Exception e) {
            LOG.warn("Not reloaded, the last good version is put back: {}", line(e));
            routes.run(running);
            return false;
        } finally {
            bridge.openDoor();
        }
    }

    private static String line(Exception e) {
        return String.valueOf(e.getMessage()).replaceAll("\\s+", " ").trim();
    }
}
