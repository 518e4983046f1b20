package io.mailbridge;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds the rooms to one direction (docs/architecture.md, Rooms): to read one, nobody has to read those that use it. */
class RoomsTest {
    /** What each room may import; the root, which puts them together, may import all. */
    private static final Map<String, String[]> IMPORTS = new LinkedHashMap<>();

    private static JavaClasses product;

    static {
        room("settings");
        room("log", "settings");
        room("loop");
        room("engine");
        room("event", "settings");
        room("signature", "event");
        room("privacy", "settings", "event");
        room("provider", "settings", "event", "signature");
        room("source", "settings", "log", "event", "signature", "provider");
        room("webhook", "settings", "log", "loop", "event", "signature", "privacy", "provider", "source");
        room("http", "settings", "log", "loop", "signature", "provider", "source");
        room("publish", "settings", "loop", "event");
        room("buffer", "settings", "log", "loop", "event");
        room("replay", "settings", "log", "event", "publish", "buffer");
        room("health", "publish", "buffer");
        room("console", "settings", "log", "source", "publish", "buffer", "control");
        room("trace", "settings", "log", "event", "source", "webhook", "publish");
        room("reload", "settings");
        room("check", "settings", "provider");
        room("preview", "settings", "event", "signature", "provider", "webhook", "http", "publish", "buffer", "check");
        room("reading", "settings", "event", "privacy", "provider", "check");
        room("report", "event", "reading");
        room("audit", "settings", "publish", "buffer", "check", "reading");
        room(
                "refused",
                "settings",
                "event",
                "privacy",
                "provider",
                "webhook",
                "publish",
                "buffer",
                "check",
                "preview",
                "reading");
        room("control", "settings", "event", "privacy", "provider", "check", "reading", "refused");
        room(
                "page",
                "settings",
                "log",
                "event",
                "privacy",
                "source",
                "publish",
                "buffer",
                "console",
                "control",
                "reading",
                "refused");
        room(
                "tool",
                "settings",
                "event",
                "signature",
                "privacy",
                "provider",
                "webhook",
                "check",
                "preview",
                "audit",
                "reading",
                "report",
                "refused");
    }

    private static void room(String name, String... imports) {
        IMPORTS.put(name, imports);
    }

    @BeforeAll
    static void importProduct() {
        product = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.mailbridge");
    }

    @Test
    void shouldImportOneWay() {
        LayeredArchitecture rooms = layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("the root")
                .definedBy("io.mailbridge");
        for (String room : IMPORTS.keySet()) {
            rooms = rooms.layer(room).definedBy("io.mailbridge." + room);
        }
        for (Map.Entry<String, String[]> room : IMPORTS.entrySet()) {
            rooms = room.getValue().length == 0
                    ? rooms.whereLayer(room.getKey()).mayNotAccessAnyLayer()
                    : rooms.whereLayer(room.getKey()).mayOnlyAccessLayers(room.getValue());
        }
        rooms.ensureAllClassesAreContainedInArchitecture().check(product);
    }

    @Test
    void shouldHaveNoClassesThatNeedEachOther() {
        slices().assignedFrom(new OutermostClass()).should().beFreeOfCycles().check(product);
    }

    /** What is nested in a class is a part of it. */
    private static final class OutermostClass implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass found) {
            JavaClass outermost = found;
            while (outermost.getEnclosingClass().isPresent()) {
                outermost = outermost.getEnclosingClass().get();
            }
            return SliceIdentifier.of(outermost.getName());
        }

        @Override
        public String getDescription() {
            return "classes, each with what is nested in it";
        }
    }
}
