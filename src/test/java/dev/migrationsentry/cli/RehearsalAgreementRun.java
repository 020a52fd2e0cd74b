package dev.migrationsentry.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/// Rehearses histories of other projects by the command line and counts, from its JSON, how many of
/// the predicted outcomes the server has confirmed; see CONTRIBUTING.md for how to run it.
///
/// System properties: `agreement.histories`, folders separated by commas, each alone or as
/// `FOLDER=PRELUDE.sql`; `agreement.options`, more options of `rehearse` for all of them, separated
/// by spaces, such as `--postgres 15`. The process ends with 1 when fewer than 999 of 1,000
/// predicted outcomes agree.
final class RehearsalAgreementRun {
  private static final double LEAST = 0.999;

  private static final String HEAD =
      """
      | history | migrations | fail | statements | predicted | agree | disagree | % | words differ | not asked | structure | exactness |
      |---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|---|
      """;

  /// What one rehearsal, or all together, came to.
  ///
  /// @param statements as far as they ran
  /// @param notAsked statements that ran and whose outcome was left open
  private record Counts(
      long migrations,
      long failing,
      long statements,
      long predicted,
      long agreeing,
      long words,
      long notAsked,
      long structure) {
    private static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0, 0);

    private Counts plus(Counts other) {
      return new Counts(
          migrations + other.migrations,
          failing + other.failing,
          statements + other.statements,
          predicted + other.predicted,
          agreeing + other.agreeing,
          words + other.words,
          notAsked + other.notAsked,
          structure + other.structure);
    }

    private boolean isGood() {
      return agreeing >= LEAST * predicted;
    }

    private String line(String name, String exactness) {
      return String.format(
          Locale.ROOT,
          "| %s | %d | %d | %d | %d | %d | %d | %.2f | %d | %d | %d | %s |%n",
          name,
          migrations,
          failing,
          statements,
          predicted,
          agreeing,
          predicted - agreeing,
          predicted == 0 ? 100.0 : 100.0 * agreeing / predicted,
          words,
          notAsked,
          structure,
          exactness);
    }
  }

  private final StringBuilder details = new StringBuilder();
  private Counts all = Counts.NONE;
  private boolean skipped;

  private RehearsalAgreementRun() {}

  static void main() throws IOException {
    RehearsalAgreementRun run = new RehearsalAgreementRun();
    IO.print(HEAD);
    for (String item : System.getProperty("agreement.histories", "examples").split(",", -1)) {
      run.history(item.strip().split("=", 2));
    }
    IO.print(run.all.line("together", ""));
    IO.print(run.details);
    System.exit(run.all.isGood() && !run.skipped ? 0 : 1);
  }

  private void history(String[] item) throws IOException {
    List<String> words = new ArrayList<>(List.of("rehearse", item[0], "--format", "json"));
    if (item.length > 1) {
      words.add("--prelude=" + item[1]);
    }
    for (String option : System.getProperty("agreement.options", "").split(" ", -1)) {
      if (!option.isEmpty()) {
        words.add(option);
      }
    }
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.remove("DATABASE_URL");
    CommandRun said = CommandRun.of(environment, words.toArray(String[]::new));
    String name = String.valueOf(Path.of(item[0]).getFileName());
    if (!said.out().startsWith("{")) {
      IO.print("| " + name + " | | | | | | | | | | | " + said.err().strip() + " |\n");
      skipped = true;
      return;
    }
    try (JsonParser json = new JsonFactory().createParser(said.out())) {
      Map<String, Object> document = object(json, json.nextToken());
      for (Object one : list(document, "rehearsals")) {
        rehearsal(name, map(one));
      }
    }
  }

  private void rehearsal(String name, Map<String, Object> rehearsal) {
    Map<String, Object> comparison = map(Objects.requireNonNull(rehearsal.get("comparison")));
    long statements = 0;
    long failing = 0;
    for (Object one : list(rehearsal, "migrations")) {
      statements += number(map(one), "statements");
      failing += "fails".equals(map(one).get("outcome")) ? 1 : 0;
    }
    long words =
        list(comparison, "disagreements").stream()
            .filter(one -> Boolean.TRUE.equals(map(one).get("wordsOnly")))
            .count();
    Counts counts =
        new Counts(
            list(rehearsal, "migrations").size(),
            failing,
            statements,
            number(comparison, "compared"),
            number(comparison, "agreeing"),
            words,
            statements - number(comparison, "compared"),
            list(comparison, "structure").size());
    all = all.plus(counts);
    String title = name + " " + rehearsal.get("path");
    IO.print(counts.line(title, String.valueOf(rehearsal.get("exactness"))));
    List<String> lines = new ArrayList<>();
    list(rehearsal, "degraded").forEach(reason -> lines.add("degraded: " + reason));
    for (Object one : list(comparison, "disagreements")) {
      Map<String, Object> difference = map(one);
      lines.add(
          difference.get("file")
              + ":"
              + difference.get("line")
              + ": predicted "
              + difference.get("predicted")
              + ", proved "
              + difference.get("proved"));
    }
    for (Object one : list(comparison, "structure")) {
      Map<String, Object> difference = map(one);
      lines.add(
          difference.get("kind")
              + " "
              + difference.get("object")
              + ": predicted "
              + difference.get("predicted")
              + ", proved "
              + difference.get("proved"));
    }
    if (!lines.isEmpty()) {
      details.append("\n## ").append(title).append("\n\n");
      lines.forEach(line -> details.append("- ").append(line).append('\n'));
    }
  }

  private static long number(Map<String, Object> object, String key) {
    return object.get(key) instanceof Number number ? number.longValue() : 0;
  }

  private static List<?> list(Map<String, Object> object, String key) {
    return object.get(key) instanceof List<?> list ? list : List.of();
  }

  private static Map<String, Object> map(Object value) {
    Map<String, Object> map = new HashMap<>();
    if (value instanceof Map<?, ?> given) {
      given.forEach((key, one) -> map.put(String.valueOf(key), one));
    }
    return map;
  }

  private static Map<String, Object> object(JsonParser json, JsonToken begin) throws IOException {
    if (begin != JsonToken.START_OBJECT) {
      throw new IOException("an object was expected, not " + begin);
    }
    Map<String, Object> object = new HashMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String key = json.currentName();
      object.put(key, value(json, json.nextToken()));
    }
    return object;
  }

  private static Object value(JsonParser json, JsonToken token) throws IOException {
    return switch (token) {
      case START_OBJECT -> object(json, token);
      case START_ARRAY -> {
        List<Object> list = new ArrayList<>();
        for (JsonToken next = json.nextToken();
            next != JsonToken.END_ARRAY;
            next = json.nextToken()) {
          list.add(value(json, next));
        }
        yield list;
      }
      case VALUE_NUMBER_INT -> json.getLongValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> json.getText();
    };
  }
}
