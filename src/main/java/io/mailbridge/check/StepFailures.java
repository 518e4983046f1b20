package io.mailbridge.check;

import io.mailbridge.settings.NearestName;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.NoSuchBeanException;
import org.apache.camel.NoSuchEndpointException;
import org.apache.camel.NoSuchLanguageException;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.component.bean.MethodNotFoundException;
import org.apache.camel.language.simple.types.SimpleIllegalSyntaxException;
import org.apache.camel.util.URISupport;
import org.apache.kafka.common.config.ConfigException;

/** Says what Camel's failure to make a step means for the author of the step, and which name was meant. */
final class StepFailures {
    private static final Pattern NO_BEAN =
            Pattern.compile("ExecutorServiceRef (\\S+) not found|in Registry with name: (\\S+)");
    private static final Pattern KAFKA_VALUE = Pattern.compile("Invalid value (\\S+) for configuration");
    private static final Pattern NO_FORMAT = Pattern.compile("Data format '(\\S+)' could not be created");
    private static final String NO_EXPRESSION = "Unsupported definition: null";
    private static final Pattern NO_PLACEHOLDER = Pattern.compile("Property with key \\[([^]]+)]");

    private final Names names;
    private final Collection<String> keys;
    private final Mistakes mistakes;

    /** @param keys of the settings */
    StepFailures(CamelContext context, Collection<String> keys, Mistakes mistakes) {
        this.names = new Names(context);
        this.keys = keys;
        this.mistakes = mistakes;
    }

    /** @param line of the step; what is wrong may be further down in it */
    void add(RouteFile file, int line, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (isKnown(file, line, cause)) {
                return;
            }
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PropertyBindingException option && option.getPropertyName() != null) {
                // its message shows the value, which may be a password
                String name = option.getPropertyName();
                String reason = "the value of '" + name + "' is of the wrong kind";
                mistakes.add(file.name(), file.lineOf(name, line), reason, null);
                return;
            }
        }
        String message = Failures.innermost(failure);
        mistakes.add(
                file.name(), line, message.equals(NO_EXPRESSION) ? "the step's expression is missing" : message, null);
    }

    /** True where this says what is wrong, better than what caused it. */
    private boolean isKnown(RouteFile file, int line, Throwable cause) {
        if (cause instanceof ResolveEndpointFailedException endpoint) {
            return addEndpoint(file, line, endpoint.getUri());
        } else if (cause instanceof NoSuchEndpointException endpoint) {
            return addEndpoint(file, line, endpoint.getUri());
        } else if (cause instanceof NoSuchBeanException bean) {
            addBean(file, line, Names.plain(bean.getName()), cause);
            return true;
        } else if (cause instanceof MethodNotFoundException method) {
            addMethod(file, line, method);
            return true;
        } else if (cause instanceof SimpleIllegalSyntaxException simple) {
            String reason = "not a Simple expression: " + simple.getExpression() + " ("
                    + simple.getCause().getMessage() + ")";
            mistakes.add(file.name(), file.lineOf(simple.getExpression(), line), reason, null);
            return true;
        } else if (cause instanceof NoSuchLanguageException language) {
            String name = language.getLanguage();
            mistakes.add(file.name(), file.lineOf(name, line), names.notInstalled("language", name, name), null);
            return true;
        } else if (cause instanceof NumberFormatException) {
            String value = Failures.message(cause).replaceAll("(?s).*\"(.*)\".*", "$1");
            mistakes.add(file.name(), file.lineOf(value, line), "'" + value + "' is not a number", null);
            return true;
        } else if (cause instanceof ClassNotFoundException) {
            String name = cause.getMessage();
            mistakes.add(file.name(), file.lineOf(name, line), "there is no class '" + name + "'", null);
            return true;
        }
        return saysMore(file, line, Failures.message(cause), cause);
    }

    /** Camel has no exceptions of its own for these. */
    private boolean saysMore(RouteFile file, int line, String message, Throwable cause) {
        Matcher bean = NO_BEAN.matcher(message);
        Matcher placeholder = NO_PLACEHOLDER.matcher(message);
        Matcher format = NO_FORMAT.matcher(message);
        if (bean.find()) {
            String name = bean.group(1) == null ? bean.group(2) : bean.group(1);
            addBean(file, line, Names.plain(name), cause);
        } else if (placeholder.find()) {
            addPlaceholder(file, line, placeholder.group(1));
        } else if (cause instanceof ConfigException) {
            addKafka(file, line, message);
        } else if (format.find()) {
            String name = format.group(1);
            mistakes.add(file.name(), file.lineOf(name, line), names.notInstalled("data format", name, name), null);
        } else {
            return false;
        }
        return true;
    }

    private void addKafka(RouteFile file, int line, String message) {
        Matcher matcher = KAFKA_VALUE.matcher(message);
        String value = matcher.find() ? matcher.group(1) : "";
        if (!mistakes.says(file.name(), "'" + value + "' is none of ")) {
            int at = value.isEmpty() ? line : file.lineOf(value, line);
            mistakes.add(file.name(), at, "Kafka's client refuses its options: " + message, null);
        }
    }

    private void addMethod(RouteFile file, int line, MethodNotFoundException failure) {
        String name = failure.getMethodName().replaceFirst("\\(.*", "");
        List<String> methods = Arrays.stream(failure.getBean().getClass().getMethods())
                .filter(method -> method.getDeclaringClass() != Object.class)
                .map(Method::getName)
                .toList();
        String reason = "the bean has no method '" + name + "'";
        mistakes.add(file.name(), file.lineOf(name, line), reason, NearestName.of(name, methods));
    }

    private void addBean(RouteFile file, int line, String name, Throwable failure) {
        Object bean = names.bean(name);
        String reason = bean == null
                ? Names.noBean(name)
                : "the bean '" + name + "' is of another kind: " + failure.getMessage();
        mistakes.add(file.name(), file.lineOf(name, line), reason, bean == null ? names.nearestBean(name) : null);
    }

    private void addPlaceholder(RouteFile file, int line, String key) {
        String reason = Placeholders.undefined(key);
        if (!mistakes.says(file.name(), reason)) {
            mistakes.add(file.name(), file.lineOf(key, line), reason, NearestName.of(key, keys));
        }
    }

    /** True where the mistake in the endpoint was found. */
    private boolean addEndpoint(RouteFile file, int line, String uri) {
        String scheme = scheme(uri);
        if (!names.hasComponent(scheme)) {
            String reason = names.missingComponent(scheme);
            mistakes.add(file.name(), file.lineOf(scheme, line), reason, names.nearestComponent(scheme));
            return true;
        }
        return addUnknownOptions(file, line, uri);
    }

    /** True where there are some. */
    boolean addUnknownOptions(RouteFile file, int line, String uri) {
        String scheme = scheme(uri);
        List<String> unknown = names.unknownOptions(scheme, options(uri));
        unknown.forEach(option -> mistakes.add(
                file.name(),
                file.lineOf(option, line),
                scheme + " has no option '" + option + "'",
                names.nearestOption(scheme, option)));
        return !unknown.isEmpty();
    }

    private static String scheme(String uri) {
        return uri.replaceFirst("[:?].*", "");
    }

    private static Set<String> options(String uri) {
        try {
            int query = uri.indexOf('?');
            return query < 0
                    ? Set.of()
                    : URISupport.parseQuery(uri.substring(query + 1), true).keySet();
        } catch (URISyntaxException e) {
            return Set.of();
        }
    }
}
