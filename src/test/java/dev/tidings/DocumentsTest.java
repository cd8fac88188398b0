package dev.tidings;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.tidings.event.RejectReason;
import dev.tidings.session.CloseReason;
import dev.tidings.session.GapReason;
import dev.tidings.settings.Settings;
import dev.tidings.socket.ErrorCode;
import dev.tidings.testkit.Markdown;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tables of the documents are what the code says. */
class DocumentsTest {
    private static final int LONGEST_TEXT = 123;

    private static final Path README = Path.of("README.md");

    @Test
    void documentedCloseCodesEqualTheCatalogue() {
        List<List<String>> catalogue = Arrays.stream(CloseReason.values())
                .map(reason ->
                        List.of(Integer.toString(reason.code()), reason.text(), reason.reconnect() ? "yes" : "no"))
                .toList();
        assertThat(Markdown.page("protocol.md").table("Close codes"))
                .extracting(row -> row.subList(0, 3))
                .isEqualTo(catalogue);
    }

    @Test
    void closeCodesAreUniqueAndAllowedAndTheirTextsFitAFrame() {
        assertThat(CloseReason.values())
                .extracting(CloseReason::code)
                .doesNotHaveDuplicates()
                .allMatch(code -> (code >= 1000 && code <= 1014) || (code >= 4000 && code <= 4999));
        assertThat(CloseReason.values()).extracting(CloseReason::label).doesNotHaveDuplicates();
        assertThat(CloseReason.values()).extracting(CloseReason::text).allMatch(text -> text.length() <= LONGEST_TEXT);
    }

    @Test
    void allReasonsOfGapsAreDocumented() {
        assertThat(firstColumn("protocol.md", "Welcome"))
                .containsExactlyElementsOf(
                        Arrays.stream(GapReason.values()).map(GapReason::label).toList());
    }

    @Test
    void allRejectReasonsAreDocumented() {
        assertThat(firstColumn("writing-events.md", "Rejected records"))
                .containsExactlyElementsOf(Arrays.stream(RejectReason.values())
                        .map(RejectReason::label)
                        .toList());
    }

    @Test
    void documentedErrorCodesEqualTheCatalogue() {
        assertThat(firstColumn("protocol.md", "Errors"))
                .containsExactlyElementsOf(
                        Arrays.stream(ErrorCode.values()).map(ErrorCode::label).toList());
    }

    @Test
    void documentedKeysAndDefaultsEqualTheConfiguration() {
        Map<String, String> documented = new HashMap<>();
        for (List<String> row : Markdown.page("configuration.md").table("Keys")) {
            documented.put(plain(row.get(0)), plain(row.get(1)));
            assertThat(row.get(2)).as(row.get(0)).endsWith(".");
        }
        Map<String, String> declared = new HashMap<>();
        new Settings(mappings()).keys().forEach((key, method) -> declared.put(key, defaultOf(method)));
        assertThat(documented).isEqualTo(declared);
    }

    private static Set<Class<?>> mappings() {
        Set<Class<?>> mappings = new ClassFileImporter()
                .importPath(Path.of("target", "classes", "dev")).stream()
                        .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
                        .map(JavaClass::reflect)
                        .collect(Collectors.toSet());
        assertThat(mappings).isNotEmpty();
        return mappings;
    }

    private static String defaultOf(Method method) {
        WithDefault value = method.getAnnotation(WithDefault.class);
        return value == null ? "" : value.value();
    }

    @Test
    void theReadmeIsShort() throws IOException {
        assertThat(Files.size(README)).isLessThanOrEqualTo(12 * 1024);
        assertThat(Files.readAllLines(README)).hasSizeLessThanOrEqualTo(200);
    }

    /** Relative links name files that exist, and headings that the file has. */
    @Test
    void noLinkBetweenTheDocumentsIsBroken() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path document : documents()) {
            Matcher links = Pattern.compile("\\]\\(([^)\\s]+)\\)").matcher(Files.readString(document));
            while (links.find()) {
                String link = links.group(1);
                if (!link.contains(":") && !isThere(document, link)) {
                    broken.add(document + ": " + link);
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    private static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>(
                List.of(README, Path.of("CONTRIBUTING.md"), Path.of("SECURITY.md"), Path.of("CHANGELOG.md")));
        try (Stream<Path> pages = Files.walk(Path.of("docs"))) {
            pages.filter(page -> page.toString().endsWith(".md")).forEach(documents::add);
        }
        return documents;
    }

    private static boolean isThere(Path document, String link) throws IOException {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty()
                ? document
                : document.resolveSibling(parts[0]).normalize();
        if (!Files.exists(target)) {
            return false;
        }
        return parts.length == 1
                || Files.readString(target)
                        .lines()
                        .filter(line -> line.startsWith("#"))
                        .map(DocumentsTest::anchor)
                        .anyMatch(parts[1]::equals);
    }

    /** As the usual renderers make it of a heading. */
    private static String anchor(String heading) {
        return heading.replaceFirst("^#+ ", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9 _-]", "")
                .replace(' ', '-');
    }

    private static List<String> firstColumn(String page, String heading) {
        return Markdown.page(page).table(heading).stream()
                .map(row -> plain(row.get(0)))
                .toList();
    }

    private static String plain(String cell) {
        return cell.replace("`", "");
    }
}
