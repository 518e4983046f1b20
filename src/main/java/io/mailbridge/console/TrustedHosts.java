package io.mailbridge.console;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The names and addresses by which the management port may be called. A web page that makes its own name resolve to
 * 127.0.0.1 (DNS rebinding) calls it by that name.
 *
 * @param bound what the port is bound to, any address included
 * @param listed {@code bridge.management.hosts}, in lower case
 */
record TrustedHosts(String bound, Set<String> listed) {
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.\\d{1,3}){3}|(0{0,4}:){2,7}0{0,3}1", Pattern.CASE_INSENSITIVE);

    /** @param host without a port, as the request names it; null where it names none */
    boolean trusts(String host, String localAddress) {
        if (host == null) {
            return false;
        }
        String name = plain(host);
        return isLoopback(name)
                || name.equals(plain(bound))
                || name.equals(plain(localAddress))
                || listed.contains(name);
    }

    /**
     * True for the origin that the request was sent to, for one that is listed, and for a page of this machine that asks
     * through its own server, as Hawtio does: there the browser itself says so.
     *
     * @param authority host and port that the request was sent to
     * @param sameOrigin whether the browser says that the page asked its own server
     */
    boolean trustsOrigin(String origin, String authority, boolean sameOrigin) {
        URI page;
        try {
            page = URI.create(origin);
        } catch (IllegalArgumentException e) {
            return false;
        }
        if (page.getHost() == null) {
            return false;
        }
        String name = plain(page.getHost());
        return page.getAuthority().equalsIgnoreCase(authority)
                || listed.contains(name)
                || (sameOrigin && (isLoopback(name) || name.equals(plain(bound))));
    }

    static boolean isLoopback(String host) {
        return LOOPBACK.matcher(plain(host)).matches();
    }

    /** As names are compared: without the brackets of IPv6, its zone, and the dot of a complete name. */
    static String plain(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        if (name.startsWith("[") && name.endsWith("]")) {
            name = name.substring(1, name.length() - 1);
        }
        int zone = name.indexOf('%');
        name = zone < 0 ? name : name.substring(0, zone);
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }
}
