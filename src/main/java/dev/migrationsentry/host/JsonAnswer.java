package dev.migrationsentry.host;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// An answer in JSON, of which one entry at a time is held.
final class JsonAnswer implements AutoCloseable {
  private static final ObjectMapper JSON =
      new ObjectMapper(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(64)
                          .maxStringLength(4_000_000)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

  private final HostClient client;
  private final HostClient.Answer answer;
  private @Nullable JsonParser parser;

  JsonAnswer(HostClient client, HostClient.Answer answer) {
    this.client = client;
    this.answer = answer;
  }

  /// Goes through a list, or into the list of a field of an object.
  ///
  /// @return the next entry, or null at the end of the answer
  @Nullable JsonFields next() {
    try {
      JsonParser json = parser;
      if (json == null) {
        json = open();
        expect(json.nextToken(), JsonToken.START_ARRAY, "a list");
      }
      JsonToken token = json.nextToken();
      if (token == JsonToken.END_ARRAY) {
        if (json.nextToken() != null) {
          throw wrong("something behind the end of the list");
        }
        close();
        return null;
      }
      expect(token, JsonToken.START_OBJECT, "a list of objects");
      return fields(JSON.readTree(json));
    } catch (IOException e) {
      throw broken(e);
    }
  }

  /// The whole answer, which must be one object.
  JsonFields object() {
    try (JsonParser json = open()) {
      expect(json.nextToken(), JsonToken.START_OBJECT, "an object");
      JsonNode node = JSON.readTree(json);
      if (json.nextToken() != null) {
        throw wrong("something behind the end of the object");
      }
      return fields(node);
    } catch (IOException e) {
      throw broken(e);
    } finally {
      close();
    }
  }

  private JsonFields fields(JsonNode node) {
    return new JsonFields(node, "", this::wrong);
  }

  private JsonParser open() throws IOException {
    if (answer.code() >= 300) {
      throw client.problem(
          "answered " + answer.asked() + " with a redirection (" + answer.code() + ")");
    }
    JsonParser json = JSON.getFactory().createParser(answer.body());
    parser = json;
    return json;
  }

  private void expect(@Nullable JsonToken token, JsonToken expected, String what) {
    if (token == null) {
      throw client.problem("answered " + answer.asked() + " with nothing");
    }
    if (token != expected) {
      throw wrong("no " + what.substring(what.indexOf(' ') + 1));
    }
  }

  /// A problem with what the answer says.
  ///
  /// @param what what is wrong
  HostProblem wrong(String what) {
    close();
    return client.problem("answered " + answer.asked() + " wrongly: " + what);
  }

  private HostProblem broken(IOException problem) {
    close();
    String asked = "answered " + answer.asked() + " with ";
    return switch (problem) {
      case JsonEOFException cut -> client.problem(asked + "JSON that is cut off");
      case StreamConstraintsException tooMuch ->
          client.problem(asked + "JSON that is too deep or has too long texts");
      case JacksonException noJson ->
          client.problem(
              asked + (isPage() ? "a page for people (HTML)" : "something") + " that is no JSON");
      default -> client.problem(asked + "JSON that can't be read: " + problem.getMessage());
    };
  }

  private boolean isPage() {
    return answer.headers().firstValue("Content-Type").orElse("").contains("html");
  }

  @Override
  public void close() {
    answer.body().close();
  }
}
