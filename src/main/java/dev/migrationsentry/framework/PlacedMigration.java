package dev.migrationsentry.framework;

import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Link;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.migration.MigrationKind;
import dev.migrationsentry.migration.Revision;
import dev.migrationsentry.migration.RevisionGraph;
import dev.migrationsentry.source.Span;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A new migration beside another one of a history, in the naming of its runner: a file with a
/// number, a version of Flyway, a folder of Prisma, or a revision of Alembic between two others.
///
/// Only reading the project again shows whether a name really sorts to that place and is taken by
/// nobody, so that there are several drafts to try.
///
/// @param path relative to the checked folder
/// @param text the whole text
/// @param links what is to be changed in files that are there, so that the revision stands between
///   two others; empty for runners that go by names
public record PlacedMigration(String path, String text, List<Relinked> links) {
  /// Runners whose files nobody else can write: they carry checksums, stand in a journal or are
  /// programs.
  private static final Set<String> OWN_FILES = Set.of("graphile-migrate", "drizzle", "knex");

  /// Runners whose migrations are folders.
  private static final Set<String> IN_FOLDERS = Set.of("prisma", "diesel");

  /// Copies the list.
  public PlacedMigration {
    links = List.copyOf(links);
  }

  /// A place in a revision file that names a parent, and what it says from then on.
  ///
  /// @param where the parent's id with its quotes
  /// @param old the id that stands there
  /// @param id the new parent's id
  public record Relinked(Span where, String old, String id) {}

  /// What a migration does.
  ///
  /// @param title in words with underscores between
  /// @param comments lines that are put before the statements
  /// @param statements without semicolons
  /// @param outside whether it asks for no transaction around it
  public record Content(
      String title, List<String> comments, List<String> statements, boolean outside) {
    /// Copies the lists.
    public Content {
      comments = List.copyOf(comments);
      statements = List.copyOf(statements);
    }
  }

  /// Drafts a migration that runs right before another one; the likeliest name first. Empty where
  /// the runner writes files that nobody else can.
  public static List<PlacedMigration> before(History history, Migration next, Content content) {
    if (history.framework().equals("alembic")) {
      return revisionBefore(history, next, content);
    }
    Migration previous = null;
    for (Migration migration : history.migrations()) {
      if (migration == next) {
        break;
      }
      previous = migration.kind() == MigrationKind.REPEATABLE ? previous : migration;
    }
    return named(history, previous, next, next, content);
  }

  /// Drafts a migration that runs right after another one.
  public static List<PlacedMigration> after(History history, Migration previous, Content content) {
    if (history.framework().equals("alembic")) {
      return revisionAfter(history, previous, content);
    }
    Migration next = null;
    for (Migration migration : history.migrations().reversed()) {
      if (migration == previous) {
        break;
      }
      next = migration.kind() == MigrationKind.REPEATABLE ? next : migration;
    }
    return named(history, previous, next, previous, content);
  }

  /// The new path of a file that gets a number behind all others; null where it has none.
  ///
  /// @param last the last migration of the history
  public static List<String> renamedLast(History history, Migration renamed, Migration last) {
    List<String> paths = new ArrayList<>();
    Place place = Place.of(history.framework(), renamed);
    for (String stem :
        MigrationNames.between(
            Place.of(history.framework(), last).stem(), null, MigrationNames.words(place.stem()))) {
      paths.add(place.path(stem));
    }
    return paths;
  }

  private static List<PlacedMigration> named(
      History history,
      @Nullable Migration previous,
      @Nullable Migration next,
      Migration beside,
      Content content) {
    if (OWN_FILES.contains(history.framework())) {
      return List.of();
    }
    String text =
        MigrationText.sql(
            history.framework(), content.comments(), content.statements(), content.outside());
    Place place = Place.of(history.framework(), beside);
    String low = previous == null ? null : Place.of(history.framework(), previous).stem();
    String high = next == null ? null : Place.of(history.framework(), next).stem();
    List<PlacedMigration> drafts = new ArrayList<>();
    for (String stem : MigrationNames.between(low, high, content.title())) {
      drafts.add(new PlacedMigration(place.path(stem), text, List.of()));
    }
    return drafts;
  }

  /// Where the name of a migration stands in its path.
  private record Place(String before, String stem, String after) {
    static Place of(String framework, Migration migration) {
      String path = migration.file().path();
      int slash = path.lastIndexOf('/');
      if (IN_FOLDERS.contains(framework) && slash > 0) {
        int above = path.lastIndexOf('/', slash - 1);
        return new Place(
            path.substring(0, above + 1), path.substring(above + 1, slash), path.substring(slash));
      }
      String file = path.substring(slash + 1);
      String ending =
          file.endsWith(".up.sql")
              ? ".up.sql"
              : file.lastIndexOf('.') < 0 ? "" : file.substring(file.lastIndexOf('.'));
      return new Place(
          path.substring(0, slash + 1), file.substring(0, file.length() - ending.length()), ending);
    }

    String path(String otherStem) {
      return before + otherStem + after;
    }
  }

  private static List<PlacedMigration> revisionBefore(
      History history, Migration next, Content content) {
    RevisionGraph graph = history.graph();
    Revision revision = graph == null ? null : graph.revision(next.id());
    if (revision == null || revision.parents().isEmpty()) {
      return List.of();
    }
    Link parent = revision.parents().getFirst();
    String id = id(history, content.title() + " before " + next.id());
    return List.of(
        revision(
            next,
            id,
            parent.to(),
            content,
            List.of(new Relinked(parent.where(), parent.to(), id))));
  }

  private static List<PlacedMigration> revisionAfter(
      History history, Migration previous, Content content) {
    RevisionGraph graph = history.graph();
    if (graph == null || graph.revision(previous.id()) == null) {
      return List.of();
    }
    String id = id(history, content.title() + " after " + previous.id());
    List<Relinked> links = new ArrayList<>();
    for (Revision revision : graph.revisions()) {
      for (Link parent : revision.parents()) {
        if (parent.to().equals(previous.id())) {
          links.add(new Relinked(parent.where(), parent.to(), id));
        }
      }
    }
    return List.of(revision(previous, id, previous.id(), content, links));
  }

  private static PlacedMigration revision(
      Migration beside, String id, String parent, Content content, List<Relinked> links) {
    String path = beside.file().path();
    String folder = path.substring(0, path.lastIndexOf('/') + 1);
    String text =
        MigrationText.revision(
            new MigrationText.Identity(id, "'" + parent + "'", parent),
            content.title(),
            content.comments(),
            content.statements(),
            content.outside());
    return new PlacedMigration(folder + id + "_" + content.title() + ".py", text, links);
  }

  /// An id that is the same each time, and nobody's yet.
  public static String id(History history, String seed) {
    RevisionGraph graph = history.graph();
    long number = 1125899906842597L;
    for (int i = 0; i < seed.length(); i++) {
      number = 31 * number + seed.charAt(i);
    }
    String id = HexFormat.of().toHexDigits(number, 12);
    while (graph != null && graph.revision(id) != null) {
      number = 31 * number + 7;
      id = HexFormat.of().toHexDigits(number, 12);
    }
    return id;
  }
}
