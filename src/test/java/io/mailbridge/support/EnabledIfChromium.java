package io.mailbridge.support;

import java.io.File;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips tests that need a {@link Browser} where there is none, and prints why. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(EnabledIfChromium.Condition.class)
public @interface EnabledIfChromium {
    /** Looks for the programs that {@link Browser} starts. */
    final class Condition implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            List<String> missing = Stream.of(Browser.CHROMIUM, Browser.DRIVER)
                    .filter(program -> !isOnPath(program))
                    .toList();
            if (missing.isEmpty()) {
                return ConditionEvaluationResult.enabled("Chromium is installed");
            }
            String reason = context.getDisplayName() + " is skipped: there is no " + String.join(" and no ", missing)
                    + " (Debian's packages chromium and chromium-driver)";
            System.out.println(reason);
            return ConditionEvaluationResult.disabled(reason);
        }

        private static boolean isOnPath(String program) {
            return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                    .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        }
    }
}
