package dev.tidings;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.tidings.event.RejectReason;
import dev.tidings.session.CloseReason;
import dev.tidings.session.GapReason;
import dev.tidings.socket.ErrorCode;
import dev.tidings.testkit.Markdown;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The README's tables are what the code says. */
class ReadmeTest {
    private static final int LONGEST_TEXT = 123;

    private final Markdown readme = Markdown.readme();

    @Test
    void closeCodesAreTheCatalogue() {
        List<List<String>> catalogue = Arrays.stream(CloseReason.values())
                .map(reason ->
                        List.of(Integer.toString(reason.code()), reason.text(), reason.reconnect() ? "yes" : "no"))
                .toList();
        assertThat(readme.table("Close codes"))
                .extracting(row -> row.subList(0, 3))
                .isEqualTo(catalogue);
    }

    @Test
    void closeCodesAreUniqueAllowedAndTheirTextsFitTheFrame() {
        assertThat(CloseReason.values())
                .extracting(CloseReason::code)
                .doesNotHaveDuplicates()
                .allMatch(code -> (code >= 1000 && code <= 1014) || (code >= 4000 && code <= 4999));
        assertThat(CloseReason.values()).extracting(CloseReason::label).doesNotHaveDuplicates();
        assertThat(CloseReason.values()).extracting(CloseReason::text).allMatch(text -> text.length() <= LONGEST_TEXT);
    }

    @Test
    void reasonsOfGapsAreAllOfThem() {
        assertThat(firstColumn("Welcome"))
                .containsExactlyElementsOf(
                        Arrays.stream(GapReason.values()).map(GapReason::label).toList());
    }

    @Test
    void reasonsOfRejectionAreAllOfThem() {
        assertThat(firstColumn("Rejected records"))
                .containsExactlyElementsOf(Arrays.stream(RejectReason.values())
                        .map(RejectReason::label)
                        .toList());
    }

    @Test
    void theErrorCodesAreTheCatalogue() {
        assertThat(firstColumn("Errors"))
                .containsExactlyElementsOf(
                        Arrays.stream(ErrorCode.values()).map(ErrorCode::label).toList());
    }

    @Test
    void everyKeyOfOursIsThereWithItsDefaultAndNoOther() {
        Map<String, String> documented = new HashMap<>();
        for (List<String> row : readme.table("Configuration")) {
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

    private List<String> firstColumn(String heading) {
        return readme.table(heading).stream().map(row -> plain(row.get(0))).toList();
    }

    private static String plain(String cell) {
        return cell.replace("`", "");
    }
}
