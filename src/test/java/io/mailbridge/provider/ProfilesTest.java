package io.mailbridge.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailbridge.event.BounceType;
import io.mailbridge.event.EmailEvent;
import io.mailbridge.event.Engagement;
import io.mailbridge.event.EventType;
import io.mailbridge.event.Geo;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfilesTest {
    private static final String POSTBOX = """
            description: Postbox
            content-types: [application/json, text/plain]
            answers: {overload: 429}
            body: {shape: object}
            fields:
              provider_event: notice.kind
              recipient: [notice.to, notice.rcpt]
              bounce.smtp_code: notice.code
              engagement.first: notice.first
              engagement.geo.city: notice.city
            types:
              all:
                - {when: {notice.kind: [refused, returned], notice.code: {present: true}}, then: {type: bounced}}
                - {when: {notice.kind: seen}, then: {type: opened}}
            """;

    @TempDir
    Path folder;

    @Test
    void shouldAddAPlatformAsAFile() throws IOException {
        Files.writeString(folder.resolve("postbox.yaml"), POSTBOX);
        Files.writeString(folder.resolve("notes.txt"), "not a profile");

        Profile postbox = Profiles.load(folder).find("postbox");
        EmailEvent bounced =
                Normalizing.event(postbox, "{'notice':{'kind':'refused','rcpt':'a@b.c','code':'450'},'x':1}");
        EmailEvent opened = Normalizing.event(postbox, "{'notice':{'kind':'seen','first':1,'city':'Rome'}}");

        assertThat(Profiles.load(folder).names()).contains("generic", "postbox", "sendgrid");
        assertThat(postbox.contentTypes()).containsExactly("application/json", "text/plain");
        assertThat(postbox.answers().overload()).isEqualTo(429);
        assertThat(bounced.provider()).isEqualTo("postbox");
        assertThat(bounced.recipient()).isEqualTo("a@b.c");
        assertThat(bounced.bounce().type()).isEqualTo(BounceType.SOFT);
        assertThat(bounced.bounce().smtpCode()).isEqualTo(450);
        assertThat(bounced.metadata().keySet()).containsExactly("notice", "x");
        assertThat(opened.engagement())
                .isEqualTo(new Engagement(null, null, null, new Geo(null, null, "Rome"), null, true));
        assertThatThrownBy(() -> Normalizing.normalize(postbox, "[]")).isInstanceOf(UnreadableBody.class);
    }

    @Test
    void shouldReplaceABuiltInProfile() throws IOException {
        Files.writeString(folder.resolve("sendgrid.yaml"), POSTBOX);

        Profiles profiles = Profiles.load(folder);

        assertThat(profiles.find("sendgrid").description()).isEqualTo("Postbox");
        assertThat(profiles.find("generic").description()).isNotEqualTo("Postbox");
    }

    @Test
    void shouldDoWithoutAFolder() {
        assertThat(Profiles.load(null).names()).contains("generic", "sendgrid");
        assertThat(Profiles.load(folder.resolve("absent")).names())
                .isEqualTo(Profiles.load(null).names());
        assertThat(Profiles.load(null).find("nobody")).isNull();
    }

    @Test
    void shouldRefuseAFileNameThatIsNoName() throws IOException {
        Files.writeString(folder.resolve("Post Box.yaml"), POSTBOX);

        assertThatThrownBy(() -> Profiles.load(folder)).isInstanceOf(InvalidProfile.class);
    }

    @Test
    void shouldLetTheFirstMatchingRowOfEachTableDecide() throws IOException {
        Files.writeString(folder.resolve("postbox.yaml"), """
                description: Postbox
                content-types: application/json
                body: {shape: object}
                fields: {provider_event: kind}
                types:
                  one:
                    - {when: {kind: {prefix: de}}, then: {type: delivered}}
                    - {when: {kind: deferred}, then: {type: deferred}}
                  two:
                    - {when: {}, then: {type: other, reason.code: policy}}
                """);

        Profile postbox = Profiles.load(folder).find("postbox");

        assertThat(Normalizing.event(postbox, "{'kind':'deferred'}").type()).isEqualTo(EventType.DELIVERED);
        assertThat(Normalizing.event(postbox, "{'kind':'x'}").type()).isEqualTo(EventType.OTHER);
        assertThat(Normalizing.event(postbox, "{'kind':'deferred'}")
                        .reason()
                        .code()
                        .wireName())
                .isEqualTo("policy");
    }

    @Test
    void shouldFindTheBuiltInProfilesInAJarWithoutFolderEntries() throws Exception {
        Path jar = folder.resolve("mailbridge.jar");
        Path classes = Path.of(Profile.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, out);
            }
        }
        try (URLClassLoader loader = new ChildFirst(jar.toUri().toURL())) {
            Class<?> profiles = loader.loadClass(Profiles.class.getName());
            Object loaded = profiles.getMethod("load", Path.class).invoke(null, (Object) null);

            assertThat(loaded.getClass()).isNotEqualTo(Profiles.class);
            assertThat(profiles.getMethod("names").invoke(loaded))
                    .isEqualTo(Profiles.load(null).names());
        }
    }

    /** Takes the program from the jar and its libraries from the tests' class path. */
    private static final class ChildFirst extends URLClassLoader {
        ChildFirst(URL jar) {
            super(new URL[] {jar}, ProfilesTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("io.mailbridge.")) {
                Class<?> loaded = findLoadedClass(name);
                return loaded != null ? loaded : findClass(name);
            }
            return super.loadClass(name, resolve);
        }

        @Override
        public URL getResource(String name) {
            return findResource(name);
        }
    }
}
