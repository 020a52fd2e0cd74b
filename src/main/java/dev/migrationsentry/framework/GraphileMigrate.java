package dev.migrationsentry.framework;

import dev.migrationsentry.framework.Sighting.Certainty;
import dev.migrationsentry.migration.ConnectionReset;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.NoteKind;
import dev.migrationsentry.migration.OrderBy;
import dev.migrationsentry.migration.Runner;
import dev.migrationsentry.migration.TransactionMode;
import dev.migrationsentry.migration.Version;
import dev.migrationsentry.source.SourceFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// graphile-migrate: `committed/000001-name.sql` with header lines `--! Previous:` and `--! Hash:`,
/// by number; the body is one message in a transaction, or without one when its first line is `--!
/// no-transaction` (graphile-migrate's `src/migration.ts`, `src/header.ts` and
/// `src/migrationFilename.ts`).
final class GraphileMigrate implements Framework {
  private static final Runner RUNNER =
      new Runner(
          "graphile-migrate",
          "graphile-migrate",
          OrderBy.NUMBER,
          TransactionMode.PER_MIGRATION,
          false,
          "write \"--! no-transaction\" as its first line and leave it as the only statement",
          "stops before it applies anything",
          ConnectionReset.NOTHING,
          List.of());

  @Override
  public Runner runner() {
    return RUNNER;
  }

  @Override
  public String pattern() {
    return "graphile-migrate: migrations/committed/000001.sql";
  }

  @Override
  public @Nullable Sighting sight(Folder folder, Project project, boolean named) {
    Folder committed = folder.folder("committed");
    if (committed != null && isHistory(committed, project, named)) {
      return Sighting.of(this, folder, List.of(committed, folder), Certainty.MARKED);
    }
    return isHistory(folder, project, named) ? Sighting.of(this, folder, Certainty.MARKED) : null;
  }

  private static boolean isHistory(Folder folder, Project project, boolean named) {
    List<String> names = folder.sqlFiles().stream().filter(GraphileMigrate::isCommitted).toList();
    return !names.isEmpty() && (named || project.startsAnyWith(folder, names, "--! Previous:"));
  }

  /// Digits, then nothing or `-` and letters, digits, `-` and `_`.
  private static boolean isCommitted(String name) {
    String stem = Names.without(name, ".sql");
    int after = Names.afterDigits(stem, 0);
    return after > 0 && (after == stem.length() || stem.charAt(after) == '-');
  }

  @Override
  public History read(Sighting sighting, Project project) {
    Folder folder = sighting.folders().getFirst();
    HistoryReader reader =
        new HistoryReader(project, sighting, RUNNER).sections(GraphileMigrate::sections);
    List<Draft> drafts = new ArrayList<>();
    for (String name : folder.sqlFiles()) {
      if (isCommitted(name)) {
        String digits = name.substring(0, Names.afterDigits(name, 0));
        drafts.add(Draft.of(digits + ".sql", name, Version.of(digits), folder.pathOf(name)));
      } else {
        reader.ignore(folder.pathOf(name), "is not named like 000001.sql or 000001-name.sql");
      }
    }
    if (sighting.folders().size() > 1) {
      for (String name : sighting.folder().sqlFiles()) {
        reader.ignore(sighting.folder().pathOf(name), "is not committed yet");
      }
    }
    drafts.sort(
        Comparator.comparing(Draft::version, Comparator.nullsFirst(Comparator.naturalOrder())));
    chain(drafts, project, reader);
    return reader.read(drafts);
  }

  private static void chain(List<Draft> drafts, Project project, HistoryReader reader) {
    String previous = "-";
    for (Draft draft : drafts) {
      Map<String, String> headers = headers(project.load(draft.up()).text());
      String said = headers.getOrDefault("Previous", "");
      if (!said.equals(previous)) {
        reader.note(
            NoteKind.REFUSED,
            draft.up(),
            draft.up()
                + " names "
                + (said.isEmpty() ? "nothing" : said)
                + " as the migration before it, but that is "
                + previous
                + "; graphile-migrate stops there");
      }
      previous = headers.getOrDefault("Hash", "");
    }
  }

  private static Map<String, String> headers(String text) {
    Map<String, String> headers = new LinkedHashMap<>();
    Lines lines = new Lines(new SourceFile("", text));
    while (lines.next() && isHeader(lines.line())) {
      String line = lines.line();
      int colon = line.indexOf(':');
      String key = colon < 0 ? line.substring(4) : line.substring(4, colon);
      headers.put(key, colon < 0 ? "" : line.substring(colon + 1).strip());
    }
    return headers;
  }

  private static boolean isHeader(String line) {
    return line.startsWith("--! ") && line.length() > 4 && Character.isUpperCase(line.charAt(4));
  }

  static Sections sections(SourceFile file) {
    Lines lines = new Lines(file);
    int body = 0;
    while (lines.next() && (isHeader(lines.line()) || lines.isBlank())) {
      body = lines.after();
    }
    boolean marked =
        body < file.text().length()
            && lines.line().startsWith("--!")
            && lines.line().substring(3).strip().startsWith("no-transaction");
    TransactionMode mode = marked ? TransactionMode.IMPLICIT_STRING : null;
    return new Sections(
        List.of(file.span(body, file.text().length())),
        List.of(),
        mode,
        marked ? lines.span() : null,
        List.of(),
        List.of());
  }
}
