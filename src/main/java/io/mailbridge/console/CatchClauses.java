package io.mailbridge.console;

import java.util.Collection;
import java.util.stream.Stream;
import org.apache.camel.model.ModelLifecycleStrategySupport;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.TryDefinition;

/**
 * Puts doCatch and doFinally of a route in YAML among its steps, as the Java DSL does: without it a console shows neither the clauses
 * nor what happens in them.
 */
public final class CatchClauses extends ModelLifecycleStrategySupport {
    @Override
    public void onAddRouteDefinition(RouteDefinition route) {
        Collection<TryDefinition> tries =
                ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), TryDefinition.class);
        for (TryDefinition tried : tries) {
            Stream.concat(tried.getCatchClauses().stream(), Stream.ofNullable(tried.getFinallyClause()))
                    .filter(clause -> !tried.getOutputs().contains(clause))
                    .toList()
                    .forEach(tried::addOutput);
        }
    }
}
