package io.mailbridge.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** New figures replace the old ones of the same test, and nothing else. */
class FiguresPageTest {
    private static final String PAGE = """
            | what fails | shown by |
            | it | `AIT#a` |

            <!-- figures: written by FiguresPage -->
            | test | requests |
            |---|---|
            | `AIT#a` | 1 |
            | `CIT#c` | 3 |
            <!-- end of figures -->
            """;

    @Test
    void shouldReplaceAndAddLines() {
        assertThat(FiguresPage.written(PAGE, Map.of("AIT#a", "10", "BIT#b", "2")))
                .isEqualTo("""
                | what fails | shown by |
                | it | `AIT#a` |

                <!-- figures: written by FiguresPage -->
                | test | requests |
                |---|---|
                | `AIT#a` | 10 |
                | `BIT#b` | 2 |
                | `CIT#c` | 3 |
                <!-- end of figures -->
                """);
    }

    @Test
    void shouldChangeNothingWithoutARun() {
        assertThat(FiguresPage.written(PAGE, Map.of())).isEqualTo(PAGE);
    }
}
