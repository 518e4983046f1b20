package io.mailbridge.provider;

import java.util.List;

/** What a profile says beside the mapping: how its platform posts and what it expects as an answer. */
record ProfileSettings(
        String name,
        String description,
        List<String> contentTypes,
        String defaultAuth,
        int overloadStatus,
        BodyShape shape,
        boolean configurable) {}
