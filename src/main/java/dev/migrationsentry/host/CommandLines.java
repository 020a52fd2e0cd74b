package dev.migrationsentry.host;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// The lines of JSON that a command prints, one object each, read as they are asked for.
final class CommandLines implements Iterator<JsonFields> {
  private static final int LONGEST = 1 << 20;
  private static final ObjectMapper JSON =
      new ObjectMapper(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(64).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final Function<String, HostProblem> wrong;
  private final InputStream in;
  private @Nullable JsonFields following;
  private long number;
  private boolean over;

  CommandLines(Function<String, HostProblem> wrong, StartedCommand command) {
    this.wrong = wrong;
    this.in = new BufferedInputStream(command.output());
  }

  /// As a stream, which is to be closed.
  Stream<JsonFields> stream() {
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(this, 0), false)
        .onClose(() -> {
          try {
            in.close();
          } catch (IOException e) {
            throw wrong.apply("its output can't be closed");
          }
        });
  }

  @Override
  public boolean hasNext() {
    while (following == null && !over) {
      byte[] line = line();
      if (!new String(line, StandardCharsets.UTF_8).isBlank()) {
        following = fields(line);
      }
    }
    return following != null;
  }

  private JsonFields fields(byte[] line) {
    long at = number;
    try {
      JsonNode node = JSON.readTree(line);
      if (node.isObject()) {
        return new JsonFields(node, "", what -> wrong.apply("in line " + at + ", " + what));
      }
    } catch (IOException noJson) {
      // Said below.
    }
    throw wrong.apply("line " + at + " is no object of JSON");
  }

  private byte[] line() {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    number++;
    try {
      for (int letter = in.read(); letter != '\n'; letter = in.read()) {
        if (letter < 0) {
          over = true;
          break;
        }
        line.write(letter);
        if (line.size() > LONGEST) {
          throw wrong.apply("line " + number + " is longer than 1 MB");
        }
      }
      return line.toByteArray();
    } catch (IOException e) {
      throw wrong.apply("its output can't be read");
    }
  }

  @Override
  public JsonFields next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    JsonFields fields = following;
    following = null;
    if (fields == null) {
      throw new NoSuchElementException();
    }
    return fields;
  }
}
