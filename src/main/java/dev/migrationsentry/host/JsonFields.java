package dev.migrationsentry.host;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The fields of an object that a host gave. What is missing or of another kind is a problem, and
/// never taken for something else.
final class JsonFields {
  private static final int MOST_LETTERS_OF_NAME = 512;

  private final JsonNode node;
  private final String path;
  private final Function<String, HostProblem> wrong;

  /// @param path the names of the fields that led here, with points
  /// @param wrong makes a problem of what is wrong
  JsonFields(JsonNode node, String path, Function<String, HostProblem> wrong) {
    this.node = node;
    this.path = path;
    this.wrong = wrong;
  }

  HostProblem wrong(String what) {
    return wrong.apply(what);
  }

  private String called(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private @Nullable JsonNode at(String name) {
    JsonNode value = node.get(name);
    return value == null || value.isNull() ? null : value;
  }

  /// A text, or null where none is.
  @Nullable String optionalText(String name) {
    JsonNode value = at(name);
    if (value == null) {
      return null;
    }
    if (!value.isTextual()) {
      throw wrong(called(name) + " is no text");
    }
    return value.textValue();
  }

  /// A text that must be there: a name, and so not long.
  String name(String name) {
    String text = optionalText(name);
    if (text == null || text.isBlank()) {
      throw wrong(called(name) + " is missing");
    }
    if (text.length() > MOST_LETTERS_OF_NAME || text.chars().anyMatch(Character::isISOControl)) {
      throw wrong(called(name) + " is no name");
    }
    return text;
  }

  /// A name of digits, which may stand there as a number.
  String number(String name) {
    JsonNode value = at(name);
    if (value == null || !value.canConvertToLong() || !value.isIntegralNumber()) {
      throw wrong(called(name) + " is no number");
    }
    return Long.toString(value.longValue());
  }

  /// Whether a field says true; false where it is not there.
  boolean truth(String name) {
    JsonNode value = at(name);
    if (value != null && !value.isBoolean()) {
      throw wrong(called(name) + " is neither true nor false");
    }
    return value != null && value.booleanValue();
  }

  /// A time that must be there, as RFC 3339 writes it.
  Instant time(String name) {
    Instant time = optionalTime(name);
    if (time == null) {
      throw wrong(called(name) + " is missing");
    }
    return time;
  }

  /// A time, or null where none is.
  @Nullable Instant optionalTime(String name) {
    String text = optionalText(name);
    if (text == null || text.isEmpty()) {
      return null;
    }
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw wrong(called(name) + " is no time");
    }
  }

  /// The name of a commit, or null where none is.
  @Nullable String optionalCommit(String name) {
    String text = optionalText(name);
    if (text == null || text.isEmpty()) {
      return null;
    }
    boolean hexadecimal =
        text.length() >= 7
            && text.length() <= 64
            && text.chars().allMatch(letter -> Character.digit(letter, 16) >= 0 && letter < 128);
    if (!hexadecimal) {
      throw wrong(called(name) + " is no name of a commit");
    }
    return text.toLowerCase(Locale.ROOT);
  }

  /// An object, or null where none is.
  @Nullable JsonFields optionalObject(String name) {
    JsonNode value = at(name);
    if (value == null) {
      return null;
    }
    if (!value.isObject()) {
      throw wrong(called(name) + " is no object");
    }
    return new JsonFields(value, called(name), wrong);
  }

  /// An object that must be there.
  JsonFields object(String name) {
    JsonFields object = optionalObject(name);
    if (object == null) {
      throw wrong(called(name) + " is missing");
    }
    return object;
  }

  /// The objects of a list that must be there.
  List<JsonFields> objects(String name) {
    JsonNode value = at(name);
    if (value == null || !value.isArray()) {
      throw wrong(called(name) + " is no list");
    }
    List<JsonFields> objects = new ArrayList<>();
    for (JsonNode item : value) {
      if (!item.isObject()) {
        throw wrong(called(name) + " holds something that is no object");
      }
      objects.add(new JsonFields(item, called(name), wrong));
    }
    return objects;
  }
}
