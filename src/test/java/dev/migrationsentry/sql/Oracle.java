package dev.migrationsentry.sql;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// PostgreSQL 18's own parser, which runs under Node in a process of its own.
///
/// It needs `node` and, for the first run, `npm` with a registry.
final class Oracle {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private final Path home;

  private Oracle(Path home) {
    this.home = home;
  }

  /// The oracle in a folder; what it needs is fetched once.
  ///
  /// @param home the folder with `oracle.mjs`
  /// @throws IllegalStateException when Node is missing or its package cannot be fetched
  static Oracle in(Path home) {
    if (!Files.isDirectory(home.resolve("node_modules/libpg-query"))) {
      try {
        Process install =
            new ProcessBuilder("npm", "install", "--no-package-lock")
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (install.waitFor() != 0) {
          throw new IllegalStateException("`npm install` failed in " + home);
        }
      } catch (IOException e) {
        throw new IllegalStateException("npm cannot be started: Node and npm are needed", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }
    return new Oracle(home);
  }

  /// PostgreSQL's verdict on each of some texts, in their order; null where it cannot judge without
  /// a database.
  ///
  /// @param bodies whether the PL/pgSQL bodies of the texts are judged as well
  List<@Nullable OracleVerdict> judge(List<String> texts, boolean bodies) {
    try {
      Process node =
          new ProcessBuilder("node", "oracle.mjs")
              .directory(home.toFile())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      CompletableFuture<Void> asking = CompletableFuture.runAsync(() -> ask(node, texts, bodies));
      List<@Nullable OracleVerdict> verdicts = new ArrayList<>(texts.size());
      try (BufferedReader answers = node.inputReader(StandardCharsets.UTF_8)) {
        for (String line = answers.readLine(); line != null; line = answers.readLine()) {
          verdicts.add(JudgedStatements.parse(line).verdict());
        }
      }
      asking.join();
      if (node.waitFor() != 0 || verdicts.size() != texts.size()) {
        throw new IllegalStateException(
            "the oracle answered " + verdicts.size() + " of " + texts.size() + " questions");
      }
      return verdicts;
    } catch (IOException e) {
      throw new IllegalStateException("node cannot be started", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static void ask(Process node, List<String> texts, boolean bodies) {
    try (BufferedWriter questions = node.outputWriter(StandardCharsets.UTF_8)) {
      for (String text : texts) {
        StringWriter line = new StringWriter(text.length() + 32);
        try (JsonGenerator json = JSON.createGenerator(line)) {
          json.writeStartObject();
          json.writeStringField("sql", text);
          if (bodies) {
            json.writeBooleanField("body", true);
          }
          json.writeEndObject();
        }
        questions.write(line + "\n");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
