package dev.migrationsentry.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.migrationsentry.deploys.EditBurst;
import dev.migrationsentry.deploys.Judgement;
import dev.migrationsentry.deploys.Standing;
import dev.migrationsentry.deploys.Waiting;
import dev.migrationsentry.host.Deploy;
import dev.migrationsentry.host.HostedService;
import dev.migrationsentry.log.Secrets;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The JSON of `deploys`, written as the deploys come: docs/reference/deploys-json.md.
final class DeploysJson implements DeploysCommand.DeploysOutput {
  private final OutputStream out;
  private final JsonGenerator json;

  DeploysJson(OutputStream out, String host) throws IOException {
    this.out = out;
    this.json =
        JsonFactory.builder()
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build()
            .createGenerator(out);
    json.setPrettyPrinter(
        new DefaultPrettyPrinter().withArrayIndenter(new DefaultIndenter("  ", "\n")));
    json.writeStartObject();
    json.writeStringField("host", host);
    json.writeArrayFieldStart("services");
  }

  @Override
  public void begin(HostedService service, String branch, String host) throws IOException {
    json.writeStartObject();
    json.writeStringField("service", service.name());
    json.writeStringField("id", service.id());
    json.writeStringField("branch", branch);
    json.writeArrayFieldStart("deploys");
  }

  @Override
  public void deploy(Deploy deploy, @Nullable String subject) throws IOException {
    json.writeStartObject();
    fields(json, deploy);
    json.writeStringField("subject", subject == null ? null : Secrets.redacted(subject));
    json.writeEndObject();
  }

  /// What is known of a deploy.
  static void fields(JsonGenerator json, Deploy deploy) throws IOException {
    json.writeStringField("id", deploy.id());
    json.writeStringField("state", deploy.state().word());
    json.writeStringField("status", deploy.status());
    json.writeStringField("commit", deploy.commit());
    json.writeStringField("created", deploy.created().toString());
    time(json, "finished", deploy.finished());
    if (deploy.duration().isPresent()) {
      json.writeNumberField("seconds", deploy.duration().get().toSeconds());
    } else {
      json.writeNullField("seconds");
    }
  }

  private static void time(JsonGenerator json, String name, @Nullable Instant time)
      throws IOException {
    json.writeStringField(name, time == null ? null : time.toString());
  }

  @Override
  public void judgement(Judgement judgement) throws IOException {
    json.writeEndArray();
    Standing standing = judgement.standing();
    json.writeStringField("verdict", judgement.verdict().word());
    json.writeStringField("sentence", judgement.sentence());
    json.writeStringField("head", judgement.head());
    named("live", standing.live());
    named("running", standing.running());
    json.writeNumberField("failuresInARow", standing.failures());
    named("firstFailure", standing.firstFailure());
    named("lastFailure", standing.lastFailure());
    Waiting waiting = judgement.waiting();
    if (waiting == null) {
      json.writeNullField("waiting");
    } else {
      json.writeObjectFieldStart("waiting");
      waiting(waiting);
      json.writeEndObject();
    }
    JsonOutput.texts(json, "notes", judgement.notes());
    json.writeEndObject();
  }

  private void named(String name, @Nullable Deploy deploy) throws IOException {
    if (deploy == null) {
      json.writeNullField(name);
    } else {
      json.writeObjectFieldStart(name);
      fields(json, deploy);
      json.writeEndObject();
    }
  }

  private void waiting(Waiting waiting) throws IOException {
    json.writeStringField("from", waiting.live());
    json.writeStringField("to", waiting.target());
    json.writeNumberField("commits", waiting.waiting());
    time(json, "since", waiting.since());
    json.writeNumberField("commitsBetween", waiting.toTarget());
    json.writeArrayFieldStart("newMigrations");
    for (Waiting.AddedMigration one : waiting.added()) {
      json.writeStartObject();
      json.writeStringField("id", one.id());
      json.writeStringField("file", one.path());
      JsonOutput.texts(json, "parents", one.parents());
      JsonOutput.texts(json, "liveParents", one.deployedParents());
      json.writeEndObject();
    }
    json.writeEndArray();
    JsonOutput.texts(json, "editedMigrations", waiting.edited());
    json.writeNumberField("touchingCommits", waiting.touchingCount());
    json.writeArrayFieldStart("touching");
    for (Waiting.Touching one : waiting.touching()) {
      json.writeStartObject();
      json.writeStringField("commit", one.commit());
      json.writeStringField("author", one.author());
      json.writeStringField("date", one.date().toString());
      json.writeStringField("subject", Secrets.redacted(one.subject()));
      json.writeArrayFieldStart("files");
      for (Waiting.TouchedFile file : one.files()) {
        json.writeStartObject();
        json.writeStringField("file", file.path());
        json.writeStringField("kind", file.kind());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("editBursts");
    for (EditBurst burst : waiting.bursts()) {
      json.writeStartObject();
      json.writeStringField("migration", burst.migration());
      json.writeStringField("file", burst.path());
      json.writeNumberField("edits", burst.edits());
      json.writeObjectFieldStart("authors");
      for (Map.Entry<String, Integer> author : burst.authors().entrySet()) {
        json.writeNumberField(author.getKey(), author.getValue());
      }
      json.writeEndObject();
      json.writeStringField("first", burst.first().toString());
      json.writeStringField("last", burst.last().toString());
      json.writeStringField("lastCommit", burst.lastCommit());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  @Override
  public void close() throws IOException {
    json.close();
    out.write('\n');
    out.flush();
  }
}
