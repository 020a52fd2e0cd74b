package dev.migrationsentry.framework;

import dev.migrationsentry.execution.Fault;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Ignored;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.migration.MigrationKind;
import dev.migrationsentry.migration.Note;
import dev.migrationsentry.migration.NoteKind;
import dev.migrationsentry.migration.Placeholder;
import dev.migrationsentry.migration.Runner;
import dev.migrationsentry.migration.Script;
import dev.migrationsentry.migration.TransactionMode;
import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.Opaque;
import dev.migrationsentry.sql.ast.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Reads the files of a history in parallel and puts the migrations together.
final class HistoryReader {
  private final Project project;
  private final Sighting sighting;
  private final Runner runner;
  private Function<SourceFile, Sections> sections = file -> Sections.whole(whole(file));
  private Function<String, Map<String, String>> values = path -> Map.of();
  private @Nullable BiFunction<Script, Sections, Mode> mode;
  private boolean templates;
  private boolean psql;
  private boolean oneByOne;
  private final List<Note> notes = new ArrayList<>();
  private final List<Ignored> ignored = new ArrayList<>();

  HistoryReader(Project project, Sighting sighting, Runner runner) {
    this.project = project;
    this.sighting = sighting;
    this.runner = runner;
  }

  /// The span over a whole file.
  static Span whole(SourceFile file) {
    return file.span(0, file.text().length());
  }

  /// How the runner takes a file apart.
  HistoryReader sections(Function<SourceFile, Sections> how) {
    this.sections = how;
    return this;
  }

  /// The runner is a template engine: every placeholder is one, and these have values.
  ///
  /// @param known by path; names in lower case
  HistoryReader templates(Function<String, Map<String, String>> known) {
    this.values = known;
    this.templates = true;
    return this;
  }

  /// What a look at the statements of a migration decides.
  ///
  /// @param mode the transaction mode
  /// @param marker what asks for it, or null
  /// @param notes what people have to know
  record Mode(TransactionMode mode, @Nullable Span marker, List<Note> notes) {}

  /// The runner looks at the statements before it decides on a transaction.
  HistoryReader mode(BiFunction<Script, Sections, Mode> how) {
    this.mode = how;
    return this;
  }

  /// The files may hold psql's meta-commands and the data of `COPY … FROM stdin`.
  HistoryReader psql() {
    this.psql = true;
    return this;
  }

  /// The runner sends statement by statement, not the texts that [Sections] name.
  HistoryReader oneByOne() {
    this.oneByOne = true;
    return this;
  }

  HistoryReader note(NoteKind kind, String path, String text) {
    notes.add(new Note(kind, List.of(new SourceFile(path, "").span(0, 0)), text));
    return this;
  }

  HistoryReader ignore(String path, String why) {
    ignored.add(new Ignored(path, why));
    return this;
  }

  /// Reads the files and makes the history.
  ///
  /// @param drafts in the runner's order
  History read(List<Draft> drafts) {
    List<Piece> pieces =
        IntStream.range(0, drafts.size()).parallel().mapToObj(i -> piece(drafts.get(i))).toList();
    List<Migration> migrations = new ArrayList<>();
    List<Note> all = new ArrayList<>(notes);
    List<String> parents = List.of();
    for (Piece piece : pieces) {
      migrations.add(piece.migration.after(parents));
      all.addAll(piece.notes);
      if (piece.migration.kind() != MigrationKind.REPEATABLE) {
        parents = List.of(piece.migration.id());
      }
    }
    return new History(sighting.shown(), runner, migrations, all, ignored, null);
  }

  private record Piece(Migration migration, List<Note> notes) {}

  /// Reads one migration. A file whose statements do not fit into memory is one that can't be read.
  private Piece piece(Draft draft) {
    try {
      return readPiece(draft);
    } catch (OutOfMemoryError e) {
      return unread(
          draft,
          NoteKind.UNREADABLE,
          "is too large for the memory of this process; give Java more with -Xmx");
    } catch (RuntimeException | StackOverflowError mistake) {
      return unread(draft, NoteKind.UNREADABLE, "could not be read by " + Fault.told(mistake));
    }
  }

  private Piece readPiece(Draft draft) {
    if (draft.unreadable() != null) {
      return unread(draft, NoteKind.CODE, draft.unreadable());
    }
    LoadedText loaded = project.take(draft.up());
    if (!loaded.isReadable()) {
      return unread(draft, NoteKind.UNREADABLE, loaded.problem());
    }
    List<Note> found = new ArrayList<>();
    Templates.Templated up = templated(draft.up(), loaded.text());
    if (!loaded.notUtf8().isEmpty()) {
      found.add(
          new Note(
              NoteKind.REFUSED,
              List.of(up.file().span(0, 0)),
              draft.up() + " " + loaded.notUtf8() + "; it is read as Latin-1 here"));
    }
    Sections parts = sections.apply(up.file());
    found.addAll(parts.notes());
    Script down = script(parts.down(), up.placeholders(), parts.templated());
    if (draft.down() != null) {
      LoadedText back = project.take(draft.down());
      if (back.isReadable()) {
        Templates.Templated file = templated(draft.down(), back.text());
        List<Span> range = List.of(whole(file.file()));
        down = script(range, file.placeholders(), List.of());
      } else {
        found.add(unreadable(draft.down(), back.problem()));
      }
    }
    Script forward = script(parts.up(), up.placeholders(), parts.templated());
    if (forward == null) {
      forward = new Script(up.file().span(0, 0), List.of(), List.of());
    }
    Mode how =
        mode != null
            ? mode.apply(forward, parts)
            : new Mode(
                parts.mode() == null ? runner.transaction() : parts.mode(),
                parts.marker(),
                List.of());
    found.addAll(how.notes());
    return new Piece(
        new Migration(
            draft.id(),
            draft.title(),
            draft.kind(),
            draft.version(),
            List.of(),
            forward,
            down,
            how.mode(),
            how.marker(),
            null),
        found);
  }

  private Piece unread(Draft draft, NoteKind kind, String why) {
    SourceFile empty = new SourceFile(draft.up(), "");
    Script nothing = new Script(empty.span(0, 0), List.of(), List.of());
    Note note = new Note(kind, List.of(nothing.range()), draft.up() + " " + why);
    Migration migration =
        new Migration(
            draft.id(),
            draft.title(),
            draft.kind(),
            draft.version(),
            List.of(),
            nothing,
            null,
            runner.transaction(),
            null,
            why);
    return new Piece(migration, List.of(note));
  }

  private static Note unreadable(String path, String why) {
    Span place = new SourceFile(path, "").span(0, 0);
    return new Note(NoteKind.UNREADABLE, List.of(place), path + " " + why);
  }

  private Templates.Templated templated(String path, String text) {
    Map<String, String> known = new HashMap<>();
    values.apply(path).forEach((name, value) -> known.put(name.toLowerCase(Locale.ROOT), value));
    project
        .options()
        .placeholders()
        .forEach((name, value) -> known.put(name.toLowerCase(Locale.ROOT), value));
    return Templates.apply(path, text, known);
  }

  private @Nullable Script script(List<Span> ranges, List<Placeholder> all, List<Span> templated) {
    if (ranges.isEmpty()) {
      return null;
    }
    List<Statement> statements = new ArrayList<>();
    List<Placeholder> inside = new ArrayList<>();
    for (Span range : ranges) {
      List<Placeholder> there = all.stream().filter(one -> one.span().overlaps(range)).toList();
      List<Placeholder> sure = there.stream().filter(one -> isSure(one, templated)).toList();
      List<Statement> read = Statements.read(range, psql, unknown(sure));
      if (sure.size() < there.size()) {
        List<Placeholder> needed = needed(there, sure, read);
        if (needed.size() > sure.size()) {
          sure = needed;
          read = Statements.read(range, psql, unknown(sure));
        }
      }
      statements.addAll(read);
      inside.addAll(sure);
    }
    Span range = ranges.getFirst().to(ranges.getLast());
    List<Span> messages = oneByOne ? statements.stream().map(Statement::span).toList() : ranges;
    return new Script(range, statements, inside, messages);
  }

  private static List<Span> unknown(List<Placeholder> placeholders) {
    return placeholders.stream().filter(one -> one.value() == null).map(Placeholder::span).toList();
  }

  /// Whether the runner replaces a place for certain.
  private boolean isSure(Placeholder placeholder, List<Span> templated) {
    return templates
        || placeholder.value() != null
        || templated.stream().anyMatch(placeholder.span()::overlaps);
  }

  /// A runner that replaces nothing has no placeholders. What looks like one in a statement that
  /// can be read is part of its text (`'{{1,2},{3,4}}'`); in one that can't, a home-made engine is
  /// at work.
  private static List<Placeholder> needed(
      List<Placeholder> there, List<Placeholder> sure, List<Statement> statements) {
    Set<Placeholder> known = new HashSet<>(sure);
    List<Placeholder> needed = new ArrayList<>();
    int next = 0;
    for (Placeholder placeholder : there) {
      Span place = placeholder.span();
      while (next < statements.size() && statements.get(next).span().end() <= place.start()) {
        next++;
      }
      boolean unread =
          next < statements.size()
              && statements.get(next) instanceof Opaque opaque
              && opaque.failure() != null;
      if (unread || known.contains(placeholder)) {
        needed.add(placeholder);
      }
    }
    return needed;
  }
}
