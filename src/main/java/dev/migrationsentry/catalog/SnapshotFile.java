package dev.migrationsentry.catalog;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// A [Snapshot] as a JSON file that can be committed or handed to CI:
/// docs/reference/snapshot-json.md.
public final class SnapshotFile {
  private static final DefaultIndenter LINES = new DefaultIndenter("  ", "\n");
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .setDefaultPrettyPrinter(
              new DefaultPrettyPrinter().withObjectIndenter(LINES).withArrayIndenter(LINES))
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private SnapshotFile() {}

  /// Reads a file.
  ///
  /// @throws DatabaseProblem when it can't be read, or is no snapshot of a known format
  public static Snapshot read(Path file) {
    try {
      Snapshot snapshot = JSON.readValue(Files.readString(file), Snapshot.class);
      if (snapshot == null || snapshot.format() != Snapshot.FORMAT) {
        throw new DatabaseProblem(
            file
                + " is no snapshot that this version reads; take a new one with migration-sentry snapshot.");
      }
      return snapshot;
    } catch (NoSuchFileException e) {
      throw new DatabaseProblem("There is no file " + file + ".");
    } catch (JacksonException | NullPointerException e) {
      throw new DatabaseProblem(
          file + " is no snapshot: it is not the JSON that migration-sentry snapshot writes.");
    } catch (IOException e) {
      throw new DatabaseProblem(file + " can't be read.");
    }
  }

  /// The text of a snapshot, which ends with a line end.
  public static String text(Snapshot snapshot) {
    try {
      return JSON.writeValueAsString(snapshot) + "\n";
    } catch (JacksonException e) {
      throw new IllegalStateException("a snapshot holds texts and numbers only", e);
    }
  }

  /// Writes a file as a whole or not at all.
  ///
  /// @throws DatabaseProblem when it can't be written
  public static void write(Snapshot snapshot, Path file) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      Path part = Files.createTempFile(folder, ".snapshot", ".part");
      Files.writeString(part, text(snapshot));
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new DatabaseProblem(file + " can't be written.");
    }
  }
}
