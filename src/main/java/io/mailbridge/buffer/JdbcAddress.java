package io.mailbridge.buffer;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An address of PostgreSQL without the passwords in it: Camel shows the address of a data source in an MBean of each
 * endpoint.
 *
 * @param secrets the passwords, by the driver's names
 */
record JdbcAddress(String url, Map<String, String> secrets) {
    private static final Set<String> SECRET = Set.of("password", "sslpassword");
    private static final Pattern HOSTS = Pattern.compile("(jdbc:postgresql://)([^/?]*)(.*)");

    static JdbcAddress of(String url) {
        String[] parts = url.split("\\?", 2);
        if (parts.length < 2) {
            return new JdbcAddress(url, Map.of());
        }
        List<String> kept = new ArrayList<>();
        Map<String, String> secrets = new HashMap<>();
        for (String parameter : parts[1].split("&")) {
            String[] pair = parameter.split("=", 2);
            if (SECRET.contains(pair[0])) {
                secrets.put(pair[0], pair.length < 2 ? "" : URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
            } else {
                kept.add(parameter);
            }
        }
        return new JdbcAddress(kept.isEmpty() ? parts[0] : parts[0] + "?" + String.join("&", kept), secrets);
    }

    /** An address for each host that this one names. */
    static List<String> eachHost(String url) {
        Matcher parts = HOSTS.matcher(url);
        if (!parts.matches()) {
            return List.of(url);
        }
        return Stream.of(parts.group(2).split(","))
                .map(host -> parts.group(1) + host + parts.group(3))
                .toList();
    }
}
