package io.mailbridge.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mailbridge.report.Report.Count;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventCounterTest {
    private final Story story = new Story(Grouping.CAMPAIGN);

    @Test
    void shouldCountAMessageOnceHoweverManyEventsThereAreOfIt() {
        Totals totals = story.tell("delivered")
                .tell("opened")
                .tell("opened")
                .tell("clicked")
                .tell("clicked")
                .tell("delivered", "m", "bob@example.com", "Spring")
                .tell("opened", "m", "BOB@example.com", "Spring")
                .tell("opened", "m", "bob@EXAMPLE.com", "Spring")
                .end()
                .totals();

        assertThat(totals.events()).isEqualTo(8);
        assertThat(totals.types()).containsEntry("opened", 4L).containsEntry("clicked", 2L);
        assertThat(totals.delivered()).isEqualTo(2);
        assertThat(totals.opened()).isEqualTo(2);
        assertThat(totals.clicked()).isEqualTo(1);
        assertThat(Rate.OPEN.of(totals)).isEqualTo(1.0);
        assertThat(Rate.CLICK.of(totals)).isEqualTo(0.5);
        assertThat(Rate.CLICK_TO_OPEN.text(totals)).isEqualTo("50.0 %");
    }

    @Test
    void shouldKeepMachinesOutOfTheRates() {
        ObjectNode byMachine = story.tell("delivered").event("opened", "m", "ann@example.com", "Spring");
        byMachine.putObject("engagement").put("machine", true);

        Totals totals = story.tell(byMachine).end().totals();

        assertThat(totals.opened()).isZero();
        assertThat(totals.openedByMachine()).isEqualTo(1);
        assertThat(story.tell("opened").end().totals().opened()).isEqualTo(1);
    }

    @Test
    void shouldCompareBouncesWithWhatWasDeliveredOrBounced() {
        Totals totals = story.tell("delivered", "1", "a@x.example", null)
                .tell("bounced", "1", "a@x.example", null)
                .tell("bounced", "2", "b@x.example", null)
                .tell("delivered", "3", "c@x.example", null)
                .tell("deferred", "4", "d@x.example", null)
                .end()
                .totals();

        assertThat(totals.attempted()).isEqualTo(3);
        assertThat(Rate.BOUNCE.of(totals)).isEqualTo(2.0 / 3);
        assertThat(Rate.DELIVERY.of(totals)).isEqualTo(2.0 / 3);
        assertThat(Rate.COMPLAINT.of(totals)).isZero();
        assertThat(Rate.CLICK_TO_OPEN.of(totals)).isNaN();
        assertThat(Rate.CLICK_TO_OPEN.text(totals)).isEqualTo("-");
    }

    @Test
    void shouldLeaveOutWhatHasTheSameIdAndCountEventsWithoutAMessageEach() {
        ObjectNode twice = story.event("opened", null, "ann@example.com", "Spring");
        ObjectNode other =
                story.event("opened", null, "ann@example.com", "Spring").put("id", "x:other");
        ObjectNode nameless = story.event("opened", null, null, null);
        nameless.remove("id");

        Report report = story.tell(twice)
                .tell(twice)
                .tell(other)
                .tell(nameless)
                .tell(nameless)
                .tellValue("[]")
                .end();

        assertThat(report.totals().events()).isEqualTo(4);
        assertThat(report.totals().opened()).isEqualTo(4);
        assertThat(report.repeated()).isEqualTo(1);
        assertThat(report.unreadable()).isEqualTo(1);
    }

    @Test
    void shouldGiveFiguresForEachGroupTheLargestFirst() {
        Report report = story.tell("delivered", "1", "a@x.example", "Spring")
                .tell("delivered", "2", "a@x.example", "Autumn")
                .tell("opened", "2", "a@x.example", "Autumn")
                .tell("account", null, null, null)
                .end();

        assertThat(report.groups())
                .extracting(Report.Group::names)
                .containsExactly(List.of("Autumn"), List.of(""), List.of("Spring"));
        assertThat(report.groups().get(0).totals().opened()).isEqualTo(1);
        assertThat(report.groups().get(2).totals().opened()).isZero();
        assertThat(report.totals().delivered()).isEqualTo(2);
    }

    @Test
    void shouldPutWhatIsBeyondTheMostGroupsIntoOne() {
        for (int i = 0; i < 10_005; i++) {
            story.tell("delivered", "m" + i, "a@x.example", "campaign " + i);
        }

        List<Report.Group> groups = story.end().groups();

        assertThat(groups).hasSize(10_001);
        assertThat(groups.get(0).names()).containsExactly("(others)");
        assertThat(groups.get(0).totals().delivered()).isEqualTo(5);
    }

    @Test
    void shouldCountReasonsDelaysAndDeadLetters() {
        ObjectNode bounce = story.event("bounced", "m", "ann@example.com", "Spring");
        bounce.putObject("bounce").put("type", "hard");
        bounce.putObject("reason").put("code", "invalid_address");
        ObjectNode untimed = story.event("opened", "m", "ann@example.com", "Spring")
                .put("id", "x:untimed")
                .put("occurred_at_estimated", true);

        Report report = story.tell(bounce)
                .tell(untimed)
                .reject("not_json")
                .reject("invalid_event")
                .reject("not_json")
                .end();

        assertThat(report.bounceReasons()).containsExactly(new Count("invalid_address (hard)", 1));
        assertThat(report.rejected()).containsExactly(new Count("not_json", 2), new Count("invalid_event", 1));
        assertThat(report.delay().measured()).isEqualTo(1);
        assertThat(report.delay().unknown()).isEqualTo(1);
        assertThat(report.delay().longest()).isEqualTo(2_000);
    }
}
