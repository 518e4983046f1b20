package io.mailbridge.bench.load;

import java.util.List;

/**
 * A finished load.
 *
 * @param startMillis wall-clock time of its first second
 */
public record LoadResult(LoadFigures all, List<LoadFigures> seconds, long startMillis) {}
