package dev.migrationsentry.cause;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.migrationsentry.log.Failure;
import dev.migrationsentry.log.LogReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/// Real incidents, which lie beside the project and are no part of it: whether the cause of each is
/// found from its error text alone.
final class IncidentBenchmarkTest {
  private static final JsonFactory JSON = new JsonFactory();

  private record Tally(int all, int first, int three) {
    Tally plus(int place) {
      return new Tally(
          all + 1, first + (place == 0 ? 1 : 0), three + (place >= 0 && place < 3 ? 1 : 0));
    }
  }

  @Test
  void findsTheClassOfMostIncidentsFromTheirErrorTextAlone(TestReporter reporter)
      throws IOException {
    Map<String, Tally> tallies = new TreeMap<>();
    Tally total = new Tally(0, 0, 0);
    List<String> missed = new ArrayList<>();
    for (String line : Files.readAllLines(incidents().resolve("open.jsonl"))) {
      Map<String, List<String>> incident = fields(line);
      if (!one(incident, "error_kind").equals("log")) {
        continue;
      }
      Diagnosis diagnosis = diagnosis(one(incident, "error").getBytes(StandardCharsets.UTF_8));
      assertNoFollowUpIsTheCause(one(incident, "id"), diagnosis);
      String expected = one(incident, "failure_class");
      List<String> said = diagnosis.candidates().stream().map(Cause::id).toList();
      int place = said.indexOf(expected);
      tallies.merge(expected, new Tally(0, 0, 0).plus(place), (a, b) -> a.plus(place));
      total = total.plus(place);
      if (place != 0) {
        missed.add(
            one(incident, "id")
                + " "
                + expected
                + " at "
                + place
                + " of "
                + said.stream().limit(4).toList());
      }
    }
    reporter.publishEntry(table(tallies, total) + String.join("\n", missed));
    assertThat(total.first() * 100).as("first place").isGreaterThanOrEqualTo(total.all() * 80);
    assertThat(total.three() * 100).as("first three").isGreaterThanOrEqualTo(total.all() * 95);
  }

  @Test
  void findsSqlStateMigrationAndCauseOfLongerLogs(TestReporter reporter) throws IOException {
    int all = 0;
    int states = 0;
    int migrations = 0;
    int causes = 0;
    StringBuilder missed = new StringBuilder();
    try (Stream<Path> logs = Files.list(incidents().resolve("logs"))) {
      for (Path log : logs.filter(path -> path.toString().endsWith(".txt")).sorted().toList()) {
        Path beside = log.resolveSibling(log.getFileName().toString().replace(".txt", ".json"));
        Map<String, List<String>> expected = fields(Files.readString(beside));
        Diagnosis diagnosis = diagnosis(Files.readAllBytes(log));
        assertNoFollowUpIsTheCause(log.toString(), diagnosis);
        Cause cause = diagnosis.cause().orElse(null);
        boolean state =
            cause != null
                && one(expected, "sqlstate")
                    .equals(cause.sqlState() == null ? "" : cause.sqlState());
        String ran = cause == null || cause.migration() == null ? "" : cause.migration();
        String failing = one(expected, "failing_migration");
        boolean migration =
            failing.isEmpty()
                || (!ran.isEmpty() && (failing.contains(ran) || ran.contains(failing)));
        boolean right =
            cause != null
                && (one(expected, "class").equals(cause.id())
                    || expected.getOrDefault("also_right", List.of()).contains(cause.id()));
        all++;
        states += state ? 1 : 0;
        migrations += migration ? 1 : 0;
        causes += right ? 1 : 0;
        if (!state || !migration || !right) {
          missed
              .append(log.getFileName())
              .append(": ")
              .append(cause == null ? "nothing" : cause.id() + " " + cause.sqlState() + " " + ran)
              .append('\n');
        }
      }
    }
    reporter.publishEntry(
        all
            + " logs: SQLSTATE "
            + states
            + ", migration "
            + migrations
            + ", cause "
            + causes
            + "\n"
            + missed);
    assertThat(states * 100).as("SQLSTATE").isGreaterThanOrEqualTo(all * 90);
    assertThat(migrations * 100).as("migration").isGreaterThanOrEqualTo(all * 90);
    assertThat(causes * 100).as("cause").isGreaterThanOrEqualTo(all * 90);
  }

  /// A follow-up may be what stands in the way, never the root.
  private static void assertNoFollowUpIsTheCause(String id, Diagnosis diagnosis) {
    Cause cause = diagnosis.cause().orElse(null);
    for (Failure failure : diagnosis.log().failures()) {
      if (cause != null && failure.line() == cause.line() && failure.followUp().isNeverTheCause()) {
        assertThat(cause.isFirstErrorKnown()).as(id).isFalse();
      }
    }
  }

  private static Diagnosis diagnosis(byte[] log) throws IOException {
    return Diagnosing.of(LogReader.read(new ByteArrayInputStream(log)), null);
  }

  private static String table(Map<String, Tally> tallies, Tally total) {
    StringBuilder table =
        new StringBuilder(String.format("%n%-40s %5s %5s %5s%n", "class", "all", "first", "three"));
    tallies.forEach((id, tally) -> table.append(row(id, tally)));
    return table.append(row("all", total)).toString();
  }

  private static String row(String id, Tally tally) {
    return String.format("%-40s %5d %5d %5d%n", id, tally.all(), tally.first(), tally.three());
  }

  /// The folder of the incidents, beside the project or beside the folder of its worktrees.
  private static Path incidents() {
    for (String beside : List.of("../shared", "../../shared")) {
      Path incidents = Path.of(beside, "incidents");
      if (Files.exists(incidents.resolve("open.jsonl"))) {
        return incidents;
      }
    }
    Assumptions.abort("The incidents are not beside the project in ../shared/incidents.");
    throw new IllegalStateException("unreachable: the assumption ended the test");
  }

  private static String one(Map<String, List<String>> fields, String name) {
    return fields.getOrDefault(name, List.of("")).getFirst();
  }

  /// The texts of an object by the name that they have or that the list has in which they stand.
  private static Map<String, List<String>> fields(String json) throws IOException {
    Map<String, List<String>> fields = new TreeMap<>();
    try (JsonParser parser = JSON.createParser(json)) {
      String name = "";
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.FIELD_NAME) {
          name = parser.currentName();
        } else if (token == JsonToken.VALUE_STRING) {
          fields.computeIfAbsent(name, key -> new ArrayList<>()).add(parser.getText());
        }
      }
    }
    return fields;
  }
}
