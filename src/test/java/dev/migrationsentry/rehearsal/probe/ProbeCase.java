package dev.migrationsentry.rehearsal.probe;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// A page of `probe-cases.sql`: a schema, rows that are fine, a migration, rows that break it, and
/// what the probes have to say of those.
///
/// @param least the oldest major version that it is for
record ProbeCase(
    String name,
    int least,
    String schema,
    String clean,
    String migration,
    String bad,
    List<String> expected) {

  static List<ProbeCase> all() throws IOException {
    String text;
    try (InputStream in = ProbeCase.class.getResourceAsStream("probe-cases.sql")) {
      text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
    List<ProbeCase> cases = new ArrayList<>();
    for (String page : text.split("(?m)^-- case: ", -1)) {
      if (page.contains("-- migration")) {
        cases.add(read(page));
      }
    }
    return cases;
  }

  private static ProbeCase read(String page) {
    String title = page.lines().findFirst().orElse("").strip();
    int from = title.indexOf(" (from ");
    return new ProbeCase(
        from < 0 ? title : title.substring(0, from),
        from < 0 ? 0 : Integer.parseInt(title.substring(from + 7, title.length() - 1)),
        section(page, "schema"),
        section(page, "clean"),
        section(page, "migration"),
        section(page, "bad"),
        section(page, "expect").lines().map(line -> line.substring(3).strip()).toList());
  }

  private static String section(String page, String name) {
    String start = "\n-- " + name + "\n";
    int at = page.indexOf(start);
    if (at < 0) {
      return "";
    }
    String rest = page.substring(at + start.length());
    int end = rest.length();
    for (String other : List.of("schema", "clean", "migration", "bad", "expect")) {
      int next = ("\n" + rest).indexOf("\n-- " + other + "\n");
      if (next >= 0) {
        end = Math.min(end, next);
      }
    }
    return rest.substring(0, end).strip();
  }

  @Override
  public String toString() {
    return name;
  }
}
