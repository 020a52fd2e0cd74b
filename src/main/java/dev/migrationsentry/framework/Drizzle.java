package dev.migrationsentry.framework;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.migrationsentry.framework.Sighting.Certainty;
import dev.migrationsentry.migration.ConnectionReset;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.NoteKind;
import dev.migrationsentry.migration.OrderBy;
import dev.migrationsentry.migration.Runner;
import dev.migrationsentry.migration.TransactionMode;
import dev.migrationsentry.migration.Version;
import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.source.Span;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Drizzle: `0000_name.sql` in the order of `meta/_journal.json`, cut at `-->
/// statement-breakpoint`, all pending migrations in one transaction. Pending is what has a later
/// time in the journal than the newest row of `drizzle.__drizzle_migrations`; everything else is
/// passed over in silence (drizzle-orm's `migrator.ts` and `pg-core/dialect.ts`).
final class Drizzle implements Framework {
  private static final String META = "meta";
  private static final String JOURNAL = "_journal.json";
  private static final String BREAKPOINT = "--> statement-breakpoint";
  private static final JsonFactory JSON = new JsonFactory();

  private static final Runner RUNNER =
      new Runner(
          "drizzle",
          "Drizzle",
          OrderBy.JOURNAL,
          TransactionMode.PER_RUN,
          false,
          "run that statement by hand: Drizzle has no way to ask for it",
          "runs both",
          ConnectionReset.NOTHING,
          List.of());

  @Override
  public Runner runner() {
    return RUNNER;
  }

  @Override
  public String pattern() {
    return "drizzle: 0000_name.sql with meta/_journal.json";
  }

  @Override
  public @Nullable Sighting sight(Folder folder, Project project, boolean named) {
    String path = journal(folder);
    if (path == null) {
      return null;
    }
    Sighting sighting = Sighting.of(this, folder, Certainty.MARKED);
    Journal journal = Journal.of(project.load(path).text());
    return journal.engine().isEmpty()
            || journal.engine().equals("postgresql")
            || journal.engine().equals("pg")
        ? sighting
        : sighting.notChecked("is for " + journal.engine() + " (" + META + "/" + JOURNAL + ")");
  }

  private static @Nullable String journal(Folder folder) {
    Folder meta = folder.folder(META);
    return meta != null && meta.has(JOURNAL) ? meta.pathOf(JOURNAL) : null;
  }

  @Override
  public History read(Sighting sighting, Project project) {
    Folder folder = sighting.folder();
    HistoryReader reader = new HistoryReader(project, sighting, RUNNER).sections(Drizzle::sections);
    List<Draft> drafts = new ArrayList<>();
    Set<String> listed = new HashSet<>();
    String path = journal(folder);
    if (path != null) {
      Journal journal = Journal.of(project.load(path).text());
      if (!journal.whole()) {
        reader.note(
            NoteKind.UNREADABLE, path, path + " is not the JSON that drizzle-kit generate writes");
      }
      for (Entry entry : journal.entries()) {
        String name = entry.tag() + ".sql";
        if (folder.has(name)) {
          listed.add(name);
          drafts.add(Draft.of(entry.tag(), name, Version.of(entry.when()), folder.pathOf(name)));
        } else {
          reader.note(
              NoteKind.REFUSED,
              path,
              path
                  + " lists "
                  + entry.tag()
                  + ", and there is no file "
                  + folder.pathOf(name)
                  + "; Drizzle stops there");
        }
      }
    }
    for (String name : folder.sqlFiles()) {
      if (!listed.contains(name)) {
        reader.ignore(folder.pathOf(name), "is not listed in " + META + "/" + JOURNAL);
      }
    }
    return reader.read(drafts);
  }

  /// The texts between the breakpoints. Drizzle cuts wherever it finds the words, also inside of a
  /// string.
  static Sections sections(SourceFile file) {
    List<Span> texts = new ArrayList<>();
    int start = 0;
    int cut = file.text().indexOf(BREAKPOINT);
    while (cut >= 0) {
      texts.add(file.span(start, cut));
      start = cut + BREAKPOINT.length();
      cut = file.text().indexOf(BREAKPOINT, start);
    }
    texts.add(file.span(start, file.text().length()));
    return new Sections(texts, List.of(), null, null, List.of(), List.of());
  }

  /// A line of the journal.
  ///
  /// @param when milliseconds since 1970, in digits
  private record Entry(String tag, String when) {}

  /// The journal.
  ///
  /// @param engine the value of `dialect`, or an empty text
  /// @param whole whether it is what drizzle-kit writes
  private record Journal(String engine, List<Entry> entries, boolean whole) {
    static Journal of(String text) {
      List<Entry> entries = new ArrayList<>();
      String engine = "";
      boolean whole = true;
      try (JsonParser json = JSON.createParser(text)) {
        int depth = 0;
        String tag = "";
        String when = "";
        for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
          if (token == JsonToken.START_OBJECT) {
            depth++;
            tag = "";
            when = "";
          } else if (token == JsonToken.END_OBJECT) {
            if (depth == 2 && tag.isEmpty() == when.isEmpty()) {
              if (!tag.isEmpty()) {
                entries.add(new Entry(tag, when));
              }
            } else if (depth == 2) {
              whole = false;
            }
            depth--;
          } else if (token == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            if (value == JsonToken.START_OBJECT) {
              depth++;
            }
            if (depth == 1 && field.equals("dialect")) {
              engine = json.getText();
            } else if (depth == 2 && field.equals("tag")) {
              tag = json.getText();
            } else if (depth == 2 && field.equals("when") && value == JsonToken.VALUE_NUMBER_INT) {
              when = json.getText();
            }
          }
        }
        whole &= depth == 0;
      } catch (IOException e) {
        whole = false; // What stands before the fault counts; the note says the rest.
      }
      return new Journal(engine, entries, whole);
    }
  }
}
