package io.mailbridge.provider;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Compiles the section {@code answers} of a profile: what status codes mean to its platform. */
final class AnswersReader {
    private static final int DEFAULT_SUCCESS = 200;
    private static final int DEFAULT_OVERLOAD = 503;
    private static final int NO_CONTENT = 204;

    private AnswersReader() {}

    static Answers read(YamlSection root) {
        if (!root.has("answers")) {
            return new Answers(DEFAULT_SUCCESS, DEFAULT_OVERLOAD, Set.of(), null, null, null);
        }
        YamlSection answers = root.section("answers");
        answers.allowOnly(List.of("success", "overload", "never", "time-limit", "retries", "reply"));
        Set<Integer> never = never(answers);
        int success = status(answers, "success", List.of("200", "202", "204"), DEFAULT_SUCCESS);
        int overload = status(answers, "overload", List.of("429", "503"), DEFAULT_OVERLOAD);
        if (never.contains(success) || never.contains(overload)) {
            throw answers.invalid("never", "'never' names the status of 'success' or 'overload'");
        }
        ReplyTemplate reply = ReplyTemplate.read(answers);
        if (reply != null && success == NO_CONTENT) {
            throw answers.invalid("reply", "'reply' needs a success of 200 or 202: an answer 204 has no body");
        }
        return new Answers(success, overload, never, text(answers, "time-limit"), text(answers, "retries"), reply);
    }

    private static Set<Integer> never(YamlSection answers) {
        Set<Integer> never = new LinkedHashSet<>();
        for (String status : answers.texts("never")) {
            if (!status.matches("[345]\\d\\d")) {
                throw answers.invalid("never", "'" + status + "' is not a status code of a refusal");
            }
            never.add(Integer.valueOf(status));
        }
        return never;
    }

    private static int status(YamlSection answers, String key, List<String> allowed, int otherwise) {
        return answers.has(key) ? Integer.parseInt(answers.oneOf(key, allowed)) : otherwise;
    }

    private static String text(YamlSection answers, String key) {
        return answers.has(key) ? answers.text(key) : null;
    }
}
