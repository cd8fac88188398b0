package dev.tidings;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import dev.tidings.testkit.Markdown;
import io.quarkus.security.Authenticated;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds what docs/architecture.md says; see its table of imports before changing either. */
class ArchitectureTest {
    private static final String ROOT = "dev.tidings";
    private static final Path DOCUMENT = Path.of("docs", "architecture.md");
    private static final Map<String, Set<String>> TABLE = table();

    private static JavaClasses ours;

    @BeforeAll
    static void read() {
        ours = new ClassFileImporter().importPath(Path.of("target", "classes", "dev"));
    }

    private static Map<String, Set<String>> table() {
        Map<String, Set<String>> table = new TreeMap<>();
        for (List<String> row : Markdown.of(DOCUMENT).table("Imports")) {
            Set<String> imports = Pattern.compile("`([\\w.]+)`")
                    .matcher(row.get(2))
                    .results()
                    .map((MatchResult name) -> name.group(1))
                    .collect(Collectors.toSet());
            table.put(row.get(0).replace("`", ""), imports);
        }
        return table;
    }

    static Set<String> packages() {
        return TABLE.keySet();
    }

    /** That package alone: one below it is a package of its own. */
    private static String in(String name) {
        return ROOT + "." + name;
    }

    private static void check(ArchRule rule) {
        rule.because("the table and the lists of " + DOCUMENT + " say so")
                .allowEmptyShould(true)
                .check(ours);
    }

    @Test
    void everyPackageStandsInTheTable() {
        Set<String> found = ours.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> !name.equals(ROOT))
                .map(name -> name.substring(ROOT.length() + 1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(found).isNotEmpty();
        assertThat(TABLE.keySet()).as("%s", DOCUMENT).containsAll(found);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(ours);
    }

    @ParameterizedTest
    @MethodSource("packages")
    void aPackageImportsWhatTheTableGivesIt(String name) {
        String[] allowed = TABLE.getOrDefault(name, Set.of()).stream()
                .map(ArchitectureTest::in)
                .toArray(String[]::new);
        check(noClasses()
                .that()
                .resideInAPackage(in(name))
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + "..")
                        .and(not(resideInAPackage(in(name))))
                        .and(not(resideInAnyPackage(allowed)))));
    }

    @Test
    void nobodyImportsTheRootOrTheLocalBroker() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(ROOT)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT));
        check(noClasses()
                .that()
                .resideOutsideOfPackage(in("local"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(in("local")));
    }

    @Test
    void theCoreIsPlainJava() {
        check(classes()
                .that()
                .resideInAnyPackage(in("event"), in("window"), in("session"))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + "..",
                        "java..",
                        "com.fasterxml.jackson.core..",
                        "org.jspecify.annotations",
                        "jakarta.inject",
                        "jakarta.validation.constraints",
                        "io.smallrye.config"));
    }

    @Test
    void kafkaTypesStayInTheirEdges() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages(
                        in("kafka"),
                        in("tail"),
                        in("control"),
                        in("intake") + "..",
                        in("publish"),
                        in("inbox"),
                        in("demo"),
                        in("local"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "kafka..", "io.cloudevents.kafka.."));
    }

    @Test
    void databaseTypesStayInTheInbox() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages(in("inbox"), in("local"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "io.agroal..", "org.flywaydb..", "org.postgresql.."));
    }

    @Test
    void webSocketAndNettyTypesStayInSocket() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(in("socket"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.netty..", "io.quarkus.websockets.."));
    }

    @Test
    void securityTypesStayInIdentity() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(in("identity"))
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.quarkus.oidc..", "io.quarkus.security..", "org.jose4j..")
                        .and(not(type(Authenticated.class)))));
    }

    @Test
    void everyPackageSaysWhatItIsAndThatNothingIsNullUnmarked() {
        List<JavaPackage> packages = ours.stream()
                .map(JavaClass::getPackage)
                .distinct()
                .sorted((a, b) -> a.getName().compareTo(b.getName()))
                .toList();
        for (JavaPackage each : packages) {
            assertThat(each.isAnnotatedWith(NullMarked.class))
                    .as("@NullMarked of %s", each)
                    .isTrue();
            Path info = Path.of("src", "main", "java", each.getName().replace('.', '/'), "package-info.java");
            assertThat(info).content().startsWith("/** ").contains(". */");
        }
    }

    @Test
    void noSimpleNameStandsTwice() {
        Map<String, List<String>> places = ours.stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(
                        JavaClass::getSimpleName, Collectors.mapping(JavaClass::getName, Collectors.toList())));
        assertThat(places.values()).allMatch(names -> names.size() == 1);
    }

    /** A package that newcomers meet must be explained; a term that nobody uses explains nothing. */
    @Test
    void theGlossarysTermsAreWordsOfTheCode() {
        String names = ours.stream()
                .flatMap(type -> Stream.concat(
                        Stream.of(type.getSimpleName()),
                        type.getMembers().stream().map(JavaMember::getName)))
                .collect(Collectors.joining(" "))
                .toLowerCase(Locale.ROOT);
        for (List<String> row : Markdown.of(DOCUMENT).table("Glossary")) {
            String term = row.get(0).replace(" ", "");
            assertThat(names).as(row.get(0)).containsAnyOf(term, term.replaceFirst("s$", ""));
        }
    }

    @Test
    void namesSaySomething() {
        check(noClasses().should().haveNameMatching(".*(Impl|Manager|Utils?|Helper)"));
    }
}
