package dev.migrationsentry.builtin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Writes the resource files of this package from running servers.
///
/// Run by hand when a new minor or major release is taken in, with a fresh server of each major
/// from 14 to 18 whose `share` directory holds the contrib extensions (the binaries that the tests
/// use do):
///
/// ```
/// java -cp … dev.migrationsentry.builtin.CatalogGenerator \
///   src/main/resources/dev/migrationsentry/builtin jdbc:postgresql://127.0.0.1:5414/postgres?user=postgres …
/// ```
///
/// [CatalogGeneratorTest] does the same and compares, when the environment names the servers.
final class CatalogGenerator {
  /// The oldest major that the resources describe.
  static final int FIRST = 14;

  /// The newest major that the resources describe.
  static final int LAST = 18;

  private final SortedMap<String, SortedMap<String, BitSet>> files = new TreeMap<>();

  private CatalogGenerator() {}

  /// Arguments: the directory to write to, then one JDBC URL per server.
  public static void main(String[] arguments) throws SQLException, IOException {
    Path directory = Path.of(arguments[0]);
    for (Map.Entry<String, String> file :
        generate(List.of(arguments).subList(1, arguments.length)).entrySet()) {
      Path path = directory.resolve(file.getKey());
      Files.createDirectories(path.resolveSibling(""));
      Files.writeString(path, file.getValue(), StandardCharsets.US_ASCII);
    }
  }

  /// Reads the servers, one per major.
  ///
  /// @return the content of every resource file by its path below the package's resources
  static SortedMap<String, String> generate(List<String> urls) throws SQLException {
    CatalogGenerator generator = new CatalogGenerator();
    BitSet seen = new BitSet();
    for (String url : urls) {
      try (CatalogReader reader = new CatalogReader(url)) {
        seen.set(reader.major());
        generator.read(reader, reader.major());
      }
    }
    BitSet all = new BitSet();
    all.set(FIRST, LAST + 1);
    if (!seen.equals(all)) {
      throw new IllegalArgumentException("one server of each major is needed, seen: " + seen);
    }
    SortedMap<String, String> contents = new TreeMap<>();
    generator.files.forEach((name, lines) -> contents.put(name, content(lines)));
    return contents;
  }

  private void read(CatalogReader reader, int major) throws SQLException {
    for (Map.Entry<String, List<String>> section : reader.server().entrySet()) {
      for (String line : section.getValue()) {
        add(section.getKey() + ".txt", line, major);
      }
    }
    for (String index : reader.extensions()) {
      String name = index.substring(0, index.indexOf(' '));
      SortedMap<String, List<String>> sections = reader.extension(name);
      if (sections == null) {
        add("extensions.txt", index + " opaque", major);
        continue;
      }
      add("extensions.txt", index, major);
      for (Map.Entry<String, List<String>> section : sections.entrySet()) {
        for (String line : section.getValue()) {
          add("extension/" + name + ".txt", section.getKey() + " " + line, major);
        }
      }
    }
  }

  private void add(String file, String line, int major) {
    files
        .computeIfAbsent(file, _ -> new TreeMap<>())
        .computeIfAbsent(line, _ -> new BitSet())
        .set(major);
  }

  private static String content(SortedMap<String, BitSet> lines) {
    StringBuilder text = new StringBuilder();
    lines.forEach((line, majors) -> {
      for (int from = majors.nextSetBit(0); from >= 0; ) {
        int to = majors.nextClearBit(from) - 1;
        text.append(line).append(range(from, to)).append('\n');
        from = majors.nextSetBit(to + 1);
      }
    });
    return text.toString();
  }

  private static String range(int from, int to) {
    if (from == FIRST && to == LAST) {
      return "";
    }
    return " @" + (from == FIRST ? "" : from) + "-" + (to == LAST ? "" : to);
  }
}
