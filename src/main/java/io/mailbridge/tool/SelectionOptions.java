package io.mailbridge.tool;

import io.mailbridge.refused.RefusedFilter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What an action is for: ids, a filter, or all; and whether it is only to be shown. */
final class SelectionOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Mixin
    private FilterOptions filters;

    @Parameters(arity = "0..*", paramLabel = "ID", description = "As listed; a filter can take the place of ids.")
    private List<String> ids = new ArrayList<>();

    @Option(names = "--all", description = "Everything; needed where neither ids nor a filter are given.")
    private boolean all;

    @Option(names = "--dry-run", description = "Say what would be done, and do nothing.")
    private boolean dryRun;

    /** @throws ParameterException where nothing was selected, since that is more likely forgotten than meant */
    RefusedFilter selected() {
        RefusedFilter filter = filters.filter();
        if (all && (!filter.isOpen() || !ids.isEmpty())) {
            throw new ParameterException(spec.commandLine(), "--all takes no ids and no filter");
        }
        RefusedFilter selected = filter.withIds(ids);
        if (selected.isOpen() && !all) {
            throw new ParameterException(spec.commandLine(), "Which? Give ids or a filter, or --all");
        }
        return selected;
    }

    List<String> ids() {
        return ids;
    }

    boolean isDryRun() {
        return dryRun;
    }
}
