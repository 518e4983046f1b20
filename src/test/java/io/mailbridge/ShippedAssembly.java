package io.mailbridge;

import io.mailbridge.check.Assembled.Assembly;

/** Opens {@link OfflineBridge} to the tests of the rooms that are given it by the start. */
public final class ShippedAssembly {
    public static final Assembly OFFLINE = OfflineBridge::new;

    private ShippedAssembly() {}
}
