package io.mailbridge.bench;

import java.util.List;

/**
 * A finished load.
 *
 * @param startMillis wall-clock time of its first second
 */
record LoadResult(LoadFigures all, List<LoadFigures> seconds, long startMillis) {}
