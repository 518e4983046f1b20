package io.mailbridge;

import io.mailbridge.console.Console;
import io.mailbridge.page.ConsolePage;
import io.mailbridge.page.PageApi;
import io.mailbridge.page.PageState;
import io.mailbridge.page.Watch;
import io.mailbridge.page.Watched;

/** Puts together what operators use: the MBean, and the page with what it knows of the last hour. */
final class BridgeConsole {
    private BridgeConsole() {}

    /** @return what has to be called by timers that run anyway */
    static Watch open(Console console, Watched bridge) throws Exception {
        bridge.context()
                .addStartupListener((started, alreadyStarted) -> bridge.bus().register());
        Watch watch = new Watch(bridge);
        PageState state = new PageState(bridge, watch, !console.hasCredential());
        console.show(new ConsolePage(console.pagePath(), new PageApi(state)));
        return watch;
    }
}
