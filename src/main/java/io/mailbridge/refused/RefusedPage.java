package io.mailbridge.refused;

import java.util.List;

/**
 * A part of what matches a filter, the latest first.
 *
 * @param total how many match
 */
public record RefusedPage(List<Refused> items, long total) {
    public RefusedPage {
        items = List.copyOf(items);
    }
}
