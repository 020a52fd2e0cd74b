package dev.migrationsentry;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.migrationsentry.source.SourceFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The rooms of ARCHITECTURE.md and the arrows between them.
final class ArchitectureTest {
  private static final String BASE = "dev.migrationsentry";

  /// The rooms in the order of the story. A room may use those of earlier lines and never a room of
  /// its own line or of a later one. The empty name is the front door. Rooms that do not exist yet
  /// are listed where they will stand.
  private static final List<Set<String>> STORY =
      List.of(
          Set.of("source"),
          Set.of("sql"),
          Set.of("log"),
          Set.of("python"),
          Set.of("builtin"),
          Set.of("schema"),
          Set.of("lock"),
          Set.of("resolution"),
          Set.of("evaluation"),
          Set.of("execution"),
          Set.of("migration"),
          Set.of("program"),
          Set.of("alembic"),
          Set.of("timeline"),
          Set.of("rule"),
          Set.of("cause"),
          Set.of("report", "framework", "catalog", "configuration"),
          Set.of("platform"),
          Set.of("git", "server", "process", "host"),
          Set.of("ledger"),
          Set.of("runner"),
          Set.of("rehearsal"),
          Set.of(""),
          Set.of("diagnosis"),
          Set.of("remedy"),
          Set.of("gate", "deploys", "web"),
          Set.of("setup"),
          Set.of("cli"));

  /// The rooms that compute and touch nothing outside.
  private static final String[] CORE =
      packages(
          "source",
          "sql",
          "python",
          "builtin",
          "schema",
          "lock",
          "resolution",
          "evaluation",
          "execution",
          "migration",
          "program",
          "alembic",
          "timeline",
          "rule",
          "cause");

  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(ArchitectureTest::isOfTheProduct)
          .importUrl(SourceFile.class.getProtectionDomain().getCodeSource().getLocation());

  @Test
  void everyPackageHasItsPlaceInTheStory() {
    for (JavaClass type : PRODUCT) {
      assertThat(STORY).as(type.getName()).anyMatch(line -> line.contains(room(type)));
    }
  }

  @Test
  void arrowsNeverTurnBack() {
    classes().should(useEarlierRoomsOnly()).check(PRODUCT);
  }

  @Test
  void packagesDoNotDependOnEachOtherInCircles() {
    slices().matching(BASE + ".(**)").should().beFreeOfCycles().check(PRODUCT);
  }

  @Test
  void theCoreDoesNoInputOrOutput() {
    noClasses()
        .that(resideInAnyPackage(CORE))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                    "java.nio.file..",
                    "java.nio.channels..",
                    "java.net..",
                    "java.sql..",
                    "java.util.logging..",
                    "org.eclipse.jgit..",
                    "org.postgresql..",
                    "picocli..")
                .or(describe("open files, consoles or processes", ArchitectureTest::opens)))
        .because("a prediction depends on its input alone")
        .allowEmptyShould(true)
        .check(PRODUCT);
  }

  @Test
  void sqlIsReadByTheParserAndNotByRegularExpressions() {
    noClasses()
        .that(resideInAnyPackage(CORE))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.util.regex..")
        .orShould()
        .callMethod(String.class, "matches", String.class)
        .orShould()
        .callMethod(String.class, "replaceAll", String.class, String.class)
        .orShould()
        .callMethod(String.class, "replaceFirst", String.class, String.class)
        .because("only the package sql knows SQL's grammar")
        .allowEmptyShould(true)
        .check(PRODUCT);
  }

  @Test
  void onlyTheCommandLineEndsTheProcessOrReadsItsEnvironment() {
    noClasses()
        .that(
            describe("are not of the command line", (JavaClass type) -> !room(type).equals("cli")))
        .should()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(System.class, "getenv", String.class)
        .orShould()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .because("what a library prints or ends belongs to its caller")
        .check(PRODUCT);
  }

  /// Streams of resources and of texts are fine.
  private static boolean opens(JavaClass type) {
    if (type.getPackageName().equals("java.io")) {
      return type.getSimpleName().startsWith("File")
          || Set.of("RandomAccessFile", "PrintStream", "Console").contains(type.getSimpleName());
    }
    return type.getName().startsWith("java.lang.Process");
  }

  private static ArchCondition<JavaClass> useEarlierRoomsOnly() {
    return new ArchCondition<>("use only rooms that come earlier in the story") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
          JavaClass target = dependency.getTargetClass();
          if (target.getPackageName().startsWith(BASE)
              && !room(target).equals(room(type))
              && line(target) >= line(type)) {
            events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
          }
        }
      }
    };
  }

  private static int line(JavaClass type) {
    for (int line = 0; line < STORY.size(); line++) {
      if (STORY.get(line).contains(room(type))) {
        return line;
      }
    }
    return -1;
  }

  /// The first part of the package below the base.
  private static String room(JavaClass type) {
    String below = type.getPackageName().substring(BASE.length());
    return below.isEmpty() ? "" : below.substring(1).split("\\.", -1)[0];
  }

  private static String[] packages(String... rooms) {
    return List.of(rooms).stream().map(room -> BASE + "." + room + "..").toArray(String[]::new);
  }

  /// Also where both are compiled into one folder, classes of the tests are left out.
  private static boolean isOfTheProduct(Location location) {
    String path = location.asURI().getPath();
    String type = path.substring(path.indexOf("dev/migrationsentry/"));
    String top = type.substring(0, type.length() - ".class".length()).split("\\$", -1)[0];
    return !Files.exists(Path.of("src/test/java", top + ".java"))
        || Files.exists(Path.of("src/main/java", top + ".java"));
  }
}
