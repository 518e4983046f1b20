package io.mailbridge.page;

/** Whether Kafka takes events, in the words of an operator. While it is down the breaker tries it every 2 s: it is still down. */
enum KafkaState {
    UP,
    /** Requests that try it are let through, and a broker answers. */
    TRYING,
    DOWN,
    FORCED;

    /** @param breaker its state in the words of resilience4j, empty where there is no breaker */
    static KafkaState now(boolean connected, String breaker) {
        return switch (breaker) {
            case "FORCED_OPEN" -> FORCED;
            case "OPEN" -> DOWN;
            case "HALF_OPEN" -> connected ? TRYING : DOWN;
            default -> connected ? UP : DOWN;
        };
    }

    /** The same for times: an outage goes on until Kafka is up. */
    static KafkaState of(boolean connected, String breaker) {
        KafkaState now = now(connected, breaker);
        return now == TRYING ? DOWN : now;
    }
}
