package dev.migrationsentry.framework;

import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.migration.MigrationKind;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The file of a migration that follows the last one of a history, named and written as the
/// project's runner wants it.
///
/// @param path relative to the checked folder
/// @param text the whole text
public record NextMigration(String path, String text) {
  private static final DateTimeFormatter TO_THE_SECOND =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT);
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT);

  /// Runners whose files nobody else can write: they carry checksums, stand in a journal or are
  /// programs.
  private static final Set<String> OWN_FILES = Set.of("graphile-migrate", "drizzle", "knex");

  /// Runners whose migrations are folders.
  private static final Set<String> IN_FOLDERS = Set.of("prisma", "diesel");

  private static final int SECONDS = 10;
  private static final int MILLISECONDS = 13;

  /// Drafts a file; nothing is written. Null where the history has no migration to follow, or its
  /// runner writes files that nobody else can.
  ///
  /// @param title what it is for, in words with underscores between
  /// @param comments lines that are put before the statements
  /// @param statements without semicolons
  public static @Nullable NextMigration draft(
      History history,
      String title,
      List<String> comments,
      List<String> statements,
      ZonedDateTime now) {
    Migration last = null;
    for (Migration migration : history.migrations()) {
      last = migration.kind() == MigrationKind.REPEATABLE ? last : migration;
    }
    if (last == null || OWN_FILES.contains(history.framework())) {
      return null;
    }
    String path = last.file().path();
    int slash = path.lastIndexOf('/');
    String folder = path.substring(0, slash + 1);
    String file = path.substring(slash + 1);
    if (history.framework().equals("alembic")) {
      return revision(history, folder, title, comments, statements, now);
    }
    String text = MigrationText.sql(history.framework(), comments, statements, false);
    if (IN_FOLDERS.contains(history.framework())) {
      String own = folder.isEmpty() ? "" : folder.substring(0, folder.length() - 1);
      int above = own.lastIndexOf('/');
      String name = next(own.substring(above + 1), title, now);
      return name == null
          ? null
          : new NextMigration(own.substring(0, above + 1) + name + "/" + file, text);
    }
    String ending = file.endsWith(".up.sql") ? ".up.sql" : ".sql";
    String name = next(file, title, now);
    return name == null ? null : new NextMigration(folder + name + ending, text);
  }

  private static @Nullable NextMigration revision(
      History history,
      String folder,
      String title,
      List<String> comments,
      List<String> statements,
      ZonedDateTime now) {
    if (history.heads().size() != 1) {
      return null;
    }
    String head = history.heads().iterator().next();
    String id = HexFormat.of().toHexDigits(31L * now.toEpochSecond() + title.hashCode(), 12);
    String text =
        MigrationText.revision(
            new MigrationText.Identity(id, "'" + head + "'", head),
            title,
            comments,
            statements,
            false);
    return new NextMigration(folder + id + "_" + title + ".py", text);
  }

  /// A name that sorts behind another one, without its ending.
  private static @Nullable String next(String name, String title, ZonedDateTime now) {
    int start = 0;
    while (start < name.length() && !isDigit(name.charAt(start))) {
      start++;
    }
    int end = start;
    while (end < name.length() && isDigit(name.charAt(end))) {
      end++;
    }
    String digits = name.substring(start, end);
    if (digits.isEmpty() || digits.length() > 18 || start > 1) {
      return null;
    }
    int word = end;
    while (word < name.length() && (name.charAt(word) == '_' || name.charAt(word) == '-')) {
      word++;
    }
    String between = word > end ? name.substring(end, word) : "_";
    return name.substring(0, start) + after(digits, now) + between + title;
  }

  private static boolean isDigit(char letter) {
    return letter >= '0' && letter <= '9';
  }

  private static String after(String digits, ZonedDateTime now) {
    long last = Long.parseLong(digits);
    long counted = last + 1;
    long next =
        switch (digits.length()) {
          case 14 -> Math.max(counted, Long.parseLong(now.format(TO_THE_SECOND)));
          case MILLISECONDS -> Math.max(counted, now.toInstant().toEpochMilli());
          case SECONDS -> Math.max(counted, now.toEpochSecond());
          case 8 -> day(digits, counted, now);
          default -> counted;
        };
    return String.format(Locale.ROOT, "%0" + digits.length() + "d", next);
  }

  /// A day after another one, or the next number where it is no day.
  private static long day(String digits, long counted, ZonedDateTime now) {
    try {
      LocalDate next = LocalDate.parse(digits, DAY).plusDays(1);
      LocalDate today = now.toLocalDate();
      return Long.parseLong((today.isAfter(next) ? today : next).format(DAY));
    } catch (DateTimeParseException noDay) {
      return counted;
    }
  }
}
