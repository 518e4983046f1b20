package io.mailbridge;

import io.mailbridge.check.Assembled.Assembly;
import io.mailbridge.console.Console;
import io.mailbridge.console.ControlBus;
import io.mailbridge.control.RefusedAccess;
import io.mailbridge.control.RefusedActions;
import io.mailbridge.control.RouteSwitch;
import io.mailbridge.control.Steps;
import io.mailbridge.page.ActionPages;
import io.mailbridge.page.ConsolePage;
import io.mailbridge.page.PageApi;
import io.mailbridge.page.Watch;
import io.mailbridge.page.Watched;
import io.mailbridge.settings.Settings;
import java.nio.file.Path;

/** Puts together what operators use: the MBean, the actions, and the page with what it knows of the last hour. */
final class BridgeConsole {
    private final Watched bridge;
    private final RefusedAccess access;
    private final Path discarded;

    /** @param offline assembles a bridge of the home's files, to resubmit through them; not called before an action */
    BridgeConsole(Settings settings, Assembly offline, Watched bridge) {
        this.bridge = bridge;
        this.access = new RefusedAccess(settings, offline, bridge.context());
        String folder = settings.text("bridge.management.discard-folder");
        this.discarded = settings.home().resolve(folder.isEmpty() ? System.getProperty("java.io.tmpdir") : folder);
    }

    /** @return what has to be called by timers that run anyway */
    Watch open(Console console) throws Exception {
        Steps steps = new Steps(bridge.clock());
        RefusedActions refused = new RefusedActions(access, discarded, steps, bridge.clock());
        boolean readOnly = !console.hasCredential();
        ControlBus bus = new ControlBus(
                bridge.context(),
                bridge.metrics(),
                bridge.breaker(),
                bridge.topics(),
                bridge.buffer(),
                refused,
                steps,
                readOnly);
        bridge.context().addStartupListener((started, alreadyStarted) -> bus.register());
        Watch watch = new Watch(bridge);
        RouteSwitch routes = new RouteSwitch(bridge.context(), steps);
        ActionPages actions = new ActionPages(bus, routes, refused, steps, bridge.clock()::instant);
        console.show(new ConsolePage(console.pagePath(), new PageApi(bridge, bus, watch, access, actions, readOnly)));
        return watch;
    }
}
