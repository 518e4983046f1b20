package io.mailbridge.settings;

import java.util.List;

/**
 * The settings of a source: what may follow {@code bridge.sources.<name>.}, besides the profile's own fields.* and
 * types.*.
 */
public final class SourceKeys {
    public static final List<String> ALL = List.of(
            "provider",
            "auth",
            "secret",
            "username",
            "password",
            "token",
            "header-name",
            "query-name",
            "tolerance",
            "public-url",
            "topic-arns",
            "validation-key");

    private SourceKeys() {}
}
