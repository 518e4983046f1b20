package io.mailbridge;

import io.mailbridge.check.Assembled.Assembly;

/** Makes {@link OfflineBridge} visible to the tests of other packages. */
public final class ShippedAssembly {
    public static final Assembly OFFLINE = OfflineBridge::new;

    private ShippedAssembly() {}
}
