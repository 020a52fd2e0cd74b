package dev.migrationsentry.log;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// A line of a log that is a JSON object, whole or cut off.
final class JsonLine {
  private static final JsonFactory FACTORY = new JsonFactory();

  /// A text or number with the name it has in the object.
  record Field(String name, String value) {}

  private JsonLine() {}

  /// All texts and numbers of the object, also of objects in it; as far as the line goes.
  ///
  /// @param line a line that begins with `{`
  static List<Field> fields(String line) {
    List<Field> fields = new ArrayList<>();
    try (JsonParser json = FACTORY.createParser(line)) {
      String name = "";
      JsonToken token = json.nextToken();
      while (token != null && fields.size() < 500) {
        if (token == JsonToken.FIELD_NAME) {
          name = json.currentName();
        } else if (token.isScalarValue() && token != JsonToken.VALUE_NULL) {
          fields.add(new Field(name, json.getText()));
        }
        token = json.nextToken();
      }
    } catch (IOException cutOff) {
      rest(line, fields);
    }
    return fields;
  }

  /// The text at which a line was cut off.
  private static void rest(String line, List<Field> fields) {
    int name = line.lastIndexOf("\":\"");
    if (name > 0 && line.indexOf("\",\"", name + 3) < 0) {
      int open = line.lastIndexOf('"', name - 1);
      String value = line.substring(name + 3).replace("\\n", "\n").replace("\\\"", "\"");
      fields.add(new Field(line.substring(open + 1, name), value));
    }
  }
}
