package io.mailbridge.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ResultTableTest {
    @Test
    void shouldWriteARowForEachResult() {
        ResultTable table = new ResultTable(List.of(
                new Result(Goal.SINGLE, 0.9, 0, 0, "a|b"),
                new Result(Goal.KILL, 2_500, 0, 0, ""),
                Result.notMeasured(Goal.START, "needs JDK 25")));
        assertThat(table.markdown()).isEqualTo("""
                        | what | goal | measured | met | how |
                        |---|---|---|---|---|
                        | single events, 256 connections: throughput against the bare program | at least 0.85 | 0.900 | yes | a\\|b |
                        | the moment Kafka dies, at 3,000 requests/s: worst answer, no answer but 200 | under 2,500 ms | 2,500 ms | no |  |
                        | start with an AOT cache, against the bare program's without one | at most 1.5 | not measured | - | needs JDK 25 |
                        """);
    }

    @Test
    void shouldNotMeetAGoalWithWrongAnswers() {
        Result result = new Result(Goal.OUTAGE, 1, 0, 3, "");
        assertThat(result.isMet()).isFalse();
        assertThat(result.measured()).isEqualTo("1.000, 3 answers not 200");
    }

    @Test
    void shouldPutColumnsUnderEachOther() {
        List<String> lines = new ResultTable(List.of(new Result(Goal.PAIR, 1.05, 0, 0, "note")))
                .text()
                .lines()
                .toList();
        assertThat(lines.get(0).indexOf("goal")).isEqualTo(lines.get(1).indexOf("at most 1.15"));
        assertThat(lines.get(1)).endsWith("1.050     yes");
        assertThat(lines.get(2)).isEqualTo("    note");
    }
}
