package io.mailbridge.check;

import io.mailbridge.settings.NearestName;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.PropertyBindingException;

/** A camel.* key that Camel refuses. Its own message shows the value, which may be a password under a mistyped key. */
public final class RefusedOption {
    private RefusedOption() {}

    /** What a failure holds of it, or null. */
    public static PropertyBindingException in(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PropertyBindingException refused && refused.getOptionKey() != null) {
                return refused;
            }
        }
        return null;
    }

    public static String key(PropertyBindingException refused) {
        String prefix = refused.getOptionPrefix();
        return (prefix.endsWith(".") ? prefix : prefix + ".") + refused.getOptionKey();
    }

    public static String reason(PropertyBindingException refused) {
        return key(refused) + " is refused by Camel: it has no option of this name, or the value is of the wrong kind";
    }

    /** The option that was probably meant, or null. */
    public static String nearest(PropertyBindingException refused) {
        Set<String> options = options(refused.getTarget().getClass());
        String nearest = NearestName.of(refused.getOptionKey(), options);
        return refused.getOptionKey().equals(nearest) ? null : nearest;
    }

    /** A component hands on what it does not take itself. */
    private static Set<String> options(Class<?> target) {
        Set<String> options = new TreeSet<>();
        for (Method method : target.getMethods()) {
            if (method.getName().startsWith("set") && method.getParameterCount() == 1) {
                String name = method.getName().substring("set".length());
                options.add(name.isEmpty() ? name : name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1));
            }
        }
        Arrays.stream(target.getMethods())
                .filter(method -> method.getName().equals("getConfiguration") && method.getParameterCount() == 0)
                .filter(method -> method.getReturnType() != target)
                .forEach(method -> options.addAll(options(method.getReturnType())));
        return options;
    }
}
