package dev.migrationsentry.ledger;

import dev.migrationsentry.ledger.Checksums.Form;
import dev.migrationsentry.ledger.Checksums.Match;
import dev.migrationsentry.ledger.HistoryStatus.Contents;
import dev.migrationsentry.migration.Ledger;
import dev.migrationsentry.migration.Ledger.Row;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.migration.PastVersion;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/// How the runner of a ledger itself makes checksums, so that what is written is what it will look
/// for: a checksum that is right for another program keeps the runner from starting.
///
/// @param match the algorithm, and the form of the file
/// @param why how that is known, as a sentence part: `all recorded checksums are made so`
/// @param example a checksum that it has made, or null where none is known
record RunnerChecksum(Match match, String why, @Nullable Example example) {
  /// The algorithms of runners that are known (their sources).
  private static final Map<String, String> OF_RUNNERS =
      Map.of(
          "flyway",
          "CRC32 of its lines",
          "prisma",
          "SHA-256",
          "sqlx",
          "SHA-384",
          "postgres-migrations",
          "SHA-1 of the file's name and its content",
          "drizzle",
          "SHA-256",
          Ledgers.SENTRY,
          "SHA-256");

  private static final String NAMED = " of the file's name and its content";

  /// A recorded checksum of a known content. Arrays compare by identity here; nobody compares
  /// examples.
  @SuppressWarnings("ArrayRecordComponent")
  record Example(String recorded, byte[] content) {}

  /// A recorded checksum of which is known how it was made. Arrays compare by identity here; nobody
  /// compares evidence.
  ///
  /// @param content the file as it was when it was applied
  @SuppressWarnings("ArrayRecordComponent")
  record Evidence(Row row, String recorded, Match match, byte[] content) {}

  /// How the runner of a ledger makes them, or null when that can't be told.
  static @Nullable RunnerChecksum of(HistoryStatus status, Ledger ledger, Contents contents) {
    List<Evidence> all = new ArrayList<>();
    for (MigrationStatus one : status.migrations()) {
      Evidence evidence = evidence(one, contents);
      if (evidence != null) {
        all.add(evidence);
      }
    }
    return of(ledger.runner(), all);
  }

  /// Whether a runner makes all its checksums of the bytes of files in the one way that is seen.
  static boolean makes(String runner, Set<Match> seen) {
    return seen.stream()
        .allMatch(one ->
            one.form() == Form.AS_IS
                && one.algorithm().equals(OF_RUNNERS.getOrDefault(runner, one.algorithm())));
  }

  /// How a runner makes them, by those that are understood; null when that can't be told.
  static @Nullable RunnerChecksum of(String runner, List<Evidence> all) {
    String known = OF_RUNNERS.get(runner);
    if (known != null) {
      return made(known, "that is how " + runner + " makes them", all);
    }
    Map<String, Integer> counts = new HashMap<>();
    all.forEach(one -> counts.merge(one.match().algorithm(), 1, Integer::sum));
    if (counts.isEmpty()) {
      return null;
    }
    if (counts.size() == 1) {
      return made(
          counts.keySet().iterator().next(),
          "all recorded checksums that are understood are made so",
          all);
    }
    String last = ofLast(all);
    if (last != null) {
      return made(
          last,
          "the migration that was applied last has such a checksum, which the runner itself has written",
          all);
    }
    int most = counts.values().stream().max(Integer::compare).orElse(0);
    List<String> usual =
        counts.entrySet().stream()
            .filter(count -> count.getValue() == most)
            .map(Map.Entry::getKey)
            .toList();
    return usual.size() == 1
        ? made(usual.getFirst(), "most recorded checksums are made so", all)
        : null;
  }

  private static @Nullable Evidence evidence(MigrationStatus one, Contents contents) {
    Row row = one.row();
    Migration migration = one.migration();
    String recorded = row == null ? null : row.checksum();
    if (row == null || migration == null || recorded == null) {
      return null;
    }
    PastVersion applied = one.edit() == null ? null : one.edit().applied();
    String path = migration.file().path();
    byte[] content = applied == null ? contents.today(path) : applied.content();
    Match match =
        content == null
            ? null
            : Checksums.of(recorded, Edits.name(applied == null ? path : applied.path()), content);
    return content == null || match == null ? null : new Evidence(row, recorded, match, content);
  }

  /// The algorithm of the checksum of the migration that was applied last. Programs that rewrite
  /// checksums leave the times alone, so that the newest row is the runner's own.
  private static @Nullable String ofLast(List<Evidence> all) {
    String last = null;
    Instant newest = null;
    for (Evidence one : all) {
      String applied = one.row().appliedAt();
      Instant time = applied == null ? null : AppliedAt.latest(applied);
      if (time == null) {
        return null;
      }
      String algorithm = one.match().algorithm();
      if (newest == null || time.isAfter(newest)) {
        last = algorithm;
        newest = time;
      } else if (time.equals(newest) && !algorithm.equals(last)) {
        last = null;
      }
    }
    return last;
  }

  private static RunnerChecksum made(String algorithm, String why, List<Evidence> all) {
    Map<Form, Integer> telling = new HashMap<>();
    @Nullable Example example = null;
    for (Evidence one : all) {
      if (one.match().algorithm().equals(algorithm)) {
        if (example == null || one.match().form() == Form.AS_IS) {
          example = new Example(one.recorded(), one.content());
        }
        if (dependsOnForm(one.content())) {
          telling.merge(one.match().form(), 1, Integer::sum);
        }
      }
    }
    // Where only one file tells, its line ends may have changed; where all files that tell agree
    // on another form than their bytes, the runner makes that form.
    Form form =
        telling.size() == 1 && telling.values().iterator().next() > 1
            ? telling.keySet().iterator().next()
            : Form.AS_IS;
    return new RunnerChecksum(new Match(algorithm, form), why, example);
  }

  /// Whether the forms of a file differ, so that its checksum tells of which one it was made.
  private static boolean dependsOnForm(byte[] content) {
    for (byte each : content) {
      if (each == '\r') {
        return true;
      }
    }
    return content.length > 2 && content[0] == (byte) 0xEF && content[1] == (byte) 0xBB;
  }

  /// In words: `SHA-1 of the file as it is`.
  String words() {
    return match.algorithm() + " of the file " + match.form().words();
  }

  /// Whether a checksum is the one that the runner makes of a file.
  boolean fits(String recorded, String name, byte[] content) {
    Match found = Checksums.of(recorded, name, shape(content));
    return found != null
        && found.algorithm().equals(match.algorithm())
        && found.form() == Form.AS_IS;
  }

  /// The checksum of a file as the runner writes it, or null when it can't be made.
  ///
  /// @param like the checksum that is recorded, for the writing where no example is known
  @Nullable String of(String name, byte[] content, String like) {
    String written = written(name, shape(content), example == null ? like : example.recorded());
    return written != null && fits(written, name, content) ? written : null;
  }

  private byte[] shape(byte[] content) {
    if (match.form() == Form.AS_IS) {
      return content;
    }
    for (Checksums.Shape shape : Checksums.shapes(content)) {
      if (shape.form() == match.form()) {
        return shape.bytes();
      }
    }
    return content;
  }

  private @Nullable String written(String name, byte[] content, String like) {
    String algorithm = match.algorithm();
    if (algorithm.equals("CRC32 of its lines")) {
      return Integer.toString(Checksums.lines(content));
    }
    if (algorithm.equals("CRC32")) {
      return crc(content, like);
    }
    byte[] digested = content;
    String digest = algorithm;
    if (algorithm.endsWith(NAMED)) {
      digest = algorithm.substring(0, algorithm.length() - NAMED.length());
      digested = Checksums.joined(name.getBytes(StandardCharsets.UTF_8), content);
    } else if (algorithm.equals("SHA-1 of git")) {
      digest = "SHA-1";
      digested = Checksums.joined(Checksums.bytes("blob " + content.length + "\0"), content);
    } else if (algorithm.contains(" ")) {
      // It rests on the checksums of other files.
      return null;
    }
    byte[] bytes = Checksums.digest(digest, digested);
    String hex = HexFormat.of().formatHex(bytes);
    String text = like.strip();
    int colon = text.lastIndexOf(':');
    String prefix = text.startsWith("\\x") ? "\\x" : text.substring(0, colon + 1);
    String rest = text.substring(prefix.length());
    if (rest.chars().anyMatch(letter -> Character.digit(letter, 16) < 0)) {
      return prefix + Base64.getEncoder().encodeToString(bytes);
    }
    boolean upper = rest.chars().anyMatch(letter -> letter >= 'A' && letter <= 'F');
    boolean shortened = example != null && rest.length() < hex.length();
    String shown = shortened ? hex.substring(0, rest.length()) : hex;
    return prefix + (upper ? shown.toUpperCase(Locale.ROOT) : shown);
  }

  /// As the example is written: signed, unsigned or in hexadecimal digits.
  private @Nullable String crc(byte[] content, String like) {
    Example known = example;
    if (known == null) {
      return null;
    }
    long old = crc(shape(known.content()));
    long value = crc(content);
    if (like.equals(Long.toString(old)) && old > Integer.MAX_VALUE) {
      return Long.toString(value);
    }
    if (like.equals(signed(old))) {
      // Below 2^31 both ways of writing are alike.
      return value <= Integer.MAX_VALUE || old > Integer.MAX_VALUE ? signed(value) : null;
    }
    return String.format(Locale.ROOT, "%08x", value);
  }

  private static String signed(long value) {
    return Integer.toString(BigInteger.valueOf(value).intValue());
  }

  private static long crc(byte[] content) {
    CRC32 crc = new CRC32();
    crc.update(content);
    return crc.getValue();
  }
}
