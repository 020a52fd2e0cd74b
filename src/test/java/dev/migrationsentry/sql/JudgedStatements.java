package dev.migrationsentry.sql;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads statements with PostgreSQL's verdict from files of JSON lines, as the oracle writes them.
final class JudgedStatements {
  private static final JsonFactory JSON = new JsonFactory();

  private JudgedStatements() {}

  /// A statement with PostgreSQL's verdict.
  ///
  /// @param sql the text; empty when the line has none
  /// @param origin the file it comes from, or empty
  /// @param body whether the verdict is on the PL/pgSQL body
  /// @param verdict null when PostgreSQL's parser cannot judge the text without a database
  record Judged(String sql, String origin, boolean body, @Nullable OracleVerdict verdict) {}

  /// All statements of a file of JSON lines.
  static List<Judged> read(Path file) {
    List<Judged> statements = new ArrayList<>();
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank()) {
          statements.add(parse(line));
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("cannot read " + file, e);
    }
    return statements;
  }

  /// One line: `{"sql", "ok", "kind", "statements", "names", "error", "cursor", "file", "body"}`,
  /// of which only `ok` must be there.
  static Judged parse(String line) throws IOException {
    String sql = "";
    String origin = "";
    boolean body = false;
    Boolean accepted = null;
    String kind = null;
    String error = null;
    int statements = 1;
    int cursor = -1;
    List<String> names = new ArrayList<>();
    try (JsonParser json = JSON.createParser(line)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        JsonToken value = json.nextToken();
        if (value == JsonToken.VALUE_NULL) {
          continue;
        }
        switch (field) {
          case "sql" -> sql = json.getText();
          case "file" -> origin = json.getText();
          case "body" -> body = true;
          case "ok" -> accepted = json.getBooleanValue();
          case "kind" -> kind = json.getText();
          case "error" -> error = json.getText();
          case "statements" -> statements = json.getIntValue();
          case "names" -> {
            while (json.nextToken() == JsonToken.VALUE_STRING) {
              names.add(json.getText());
            }
          }
          case "cursor" -> cursor = json.getIntValue();
          default -> json.skipChildren();
        }
      }
    }
    OracleVerdict verdict =
        accepted == null
            ? null
            : new OracleVerdict(accepted, kind, statements, names, error, cursor);
    return new Judged(sql, origin, body, verdict);
  }
}
