package dev.migrationsentry.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.source.Span;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Graphs made at random mean to [RevisionGraph] what they mean to Alembic itself. Skipped where
/// Python has no Alembic.
final class UpgradeOrderAgreementTest {
  private static final Path QUESTION =
      Path.of("src/test/resources/dev/migrationsentry/migration/alembic_graphs.py");
  private static final String PYTHON = "/usr/bin/python3";
  private static final int GRAPHS = 800;

  @Test
  void alembicAgreesOnRandomGraphs() throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(Path.of(PYTHON)) && run("-c", "import alembic").code() == 0);
    Random random = new Random(20261121);
    List<List<Revision>> graphs = new ArrayList<>();
    for (int i = 0; i < GRAPHS; i++) {
      graphs.add(graph(random));
    }
    List<Map<String, List<String>>> answers = ask(graphs);
    int sound = 0;
    for (int i = 0; i < GRAPHS; i++) {
      RevisionGraph graph = RevisionGraph.of(graphs.get(i), List.of(), List.of());
      Map<String, List<String>> expected = answers.get(i);
      String shown = shown(graphs.get(i));
      if (expected.containsKey("refused")) {
        assertThat(graph.missing().size() + graph.cycles().size() + labelClashes(graphs.get(i)))
            .as(shown + expected)
            .isPositive();
        continue;
      }
      if (!graph.cycles().isEmpty()) {
        continue; // Alembic overlooks a cycle that a root leads into and a head out of.
      }
      sound++;
      assertThat(graph.unordered()).as(shown).isEmpty();
      assertThat(List.copyOf(graph.heads())).as(shown).isEqualTo(expected.get("heads"));
      assertThat(List.copyOf(graph.roots())).as(shown).isEqualTo(expected.get("bases"));
      assertThat(ids(graph.order())).as(shown).isEqualTo(expected.get("order"));
      Collection<Revision> all = graph.revisions();
      assertThat(all.stream().map(Revision::id).filter(graph::isMerge).toList())
          .isEqualTo(expected.get("merges"));
      assertThat(all.stream().map(Revision::id).filter(graph::isBranchPoint).toList())
          .isEqualTo(expected.get("branches"));
      for (String head : graph.heads()) {
        assertThat(List.copyOf(new TreeSet<>(graph.labels(head))))
            .as(shown)
            .isEqualTo(expected.get("labels/" + head));
      }
    }
    assertThat(sound).isGreaterThan(GRAPHS / 2);
  }

  /// A graph in which a revision mostly follows the last ones, sometimes several, sometimes none,
  /// and now and then one that is missing or comes later. Files are loaded in another order.
  private static List<Revision> graph(Random random) {
    int size = 1 + random.nextInt(random.nextInt(10) == 0 ? 60 : 14);
    List<Revision> revisions = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      String id = Integer.toHexString(random.nextInt(1 << 28) | 1 << 28);
      List<String> parents = new ArrayList<>();
      int count = random.nextInt(8) == 0 ? 0 : random.nextInt(6) == 0 ? 2 + random.nextInt(2) : 1;
      for (int j = 0; j < count && !ids.isEmpty(); j++) {
        int back = Math.min(ids.size(), 1 + random.nextInt(random.nextInt(3) == 0 ? 10 : 2));
        String parent = ids.get(ids.size() - back);
        if (!parents.contains(parent)) {
          parents.add(parent);
        }
      }
      if (random.nextInt(400) == 0) {
        parents.add(random.nextBoolean() ? "missing" : id);
      }
      List<String> depends = new ArrayList<>();
      if (!ids.isEmpty() && random.nextInt(8) == 0) {
        depends.add(ids.get(random.nextInt(ids.size())));
      }
      List<String> labels = random.nextInt(12) == 0 ? List.of("label" + i) : List.of();
      revisions.add(revision(id, parents, depends, labels));
      ids.add(id);
    }
    if (random.nextInt(60) == 0) {
      Revision first = revisions.getFirst();
      revisions.set(0, revision(first.id(), List.of(ids.getLast()), List.of(), List.of()));
    }
    Collections.shuffle(revisions, random);
    return revisions;
  }

  private static Revision revision(
      String id, List<String> parents, List<String> depends, List<String> labels) {
    Span where = new SourceFile(id + ".py", "").span(0, 0);
    return new Revision(
        id,
        id + ".py",
        "",
        parents.stream().map(parent -> new Link(parent, where)).toList(),
        depends.stream().map(one -> new Link(one, where)).toList(),
        labels,
        where,
        List.of());
  }

  private static long labelClashes(List<Revision> graph) {
    List<String> labels = graph.stream().flatMap(one -> one.labels().stream()).toList();
    return labels.size() - labels.stream().distinct().count();
  }

  private static List<String> ids(List<Revision> revisions) {
    return revisions.stream().map(Revision::id).toList();
  }

  private static String shown(List<Revision> graph) {
    StringBuilder text = new StringBuilder();
    for (Revision one : graph) {
      text.append(one.id())
          .append(" after ")
          .append(one.parentIds())
          .append(" and ")
          .append(one.dependencies().stream().map(Link::to).toList())
          .append(one.labels())
          .append('\n');
    }
    return text.toString();
  }

  private record Answer(int code, String text) {}

  private static Answer run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(PYTHON));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Answer(process.waitFor(), text);
  }

  /// Each answer as a flat map; labels of a head under `labels/HEAD`.
  private static List<Map<String, List<String>>> ask(List<List<Revision>> graphs)
      throws IOException, InterruptedException {
    Path question = Files.createTempFile("graphs", ".json");
    Path reply = Files.createTempFile("answers", ".json");
    try {
      try (OutputStream out = Files.newOutputStream(question)) {
        write(graphs, out);
      }
      Process process =
          new ProcessBuilder(PYTHON, QUESTION.toString())
              .redirectInput(question.toFile())
              .redirectOutput(reply.toFile())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      assertThat(process.waitFor()).isZero();
      return read(reply);
    } finally {
      Files.delete(question);
      Files.delete(reply);
    }
  }

  private static void write(List<List<Revision>> graphs, OutputStream out) throws IOException {
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.writeStartArray();
      for (List<Revision> graph : graphs) {
        json.writeStartArray();
        for (Revision one : graph) {
          json.writeStartObject();
          json.writeStringField("id", one.id());
          strings(json, "down", one.parentIds());
          strings(json, "depends", one.dependencies().stream().map(Link::to).toList());
          strings(json, "labels", one.labels());
          json.writeEndObject();
        }
        json.writeEndArray();
      }
      json.writeEndArray();
    }
  }

  private static void strings(JsonGenerator json, String name, List<String> values)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }

  private static List<Map<String, List<String>>> read(Path file) throws IOException {
    List<Map<String, List<String>>> answers = new ArrayList<>();
    try (JsonParser json = new JsonFactory().createParser(file.toFile())) {
      json.nextToken();
      while (json.nextToken() == JsonToken.START_OBJECT) {
        Map<String, List<String>> answer = new LinkedHashMap<>();
        object(json, "", answer);
        answers.add(answer);
      }
    }
    return answers;
  }

  private static void object(JsonParser json, String prefix, Map<String, List<String>> into)
      throws IOException {
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = prefix + json.currentName();
      switch (json.nextToken()) {
        case START_OBJECT -> object(json, name + "/", into);
        case START_ARRAY -> {
          List<String> values = new ArrayList<>();
          while (json.nextToken() != JsonToken.END_ARRAY) {
            values.add(json.getText());
          }
          into.put(name, values);
        }
        case null, default -> into.put(name, List.of(json.getText()));
      }
    }
  }
}
