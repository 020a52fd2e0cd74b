package dev.migrationsentry.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/// What a client is told.
///
/// @param type the media type
record HttpAnswer(int code, String type, String body) {
  /// The media type of nearly all answers.
  static final String JSON = "application/json; charset=utf-8";

  private static final JsonFactory FACTORY = new JsonFactory();

  /// Fields of a JSON object.
  @FunctionalInterface
  interface Fields {
    void write(JsonGenerator json) throws IOException;
  }

  /// An error, as JSON whatever the client accepts.
  ///
  /// @param message a sentence without secrets
  static HttpAnswer error(int code, String message) {
    return json(
        code,
        json -> {
          json.writeBooleanField("migrated", false);
          json.writeStringField("error", message);
        });
  }

  static HttpAnswer json(int code, Fields fields) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.writeStartObject();
      fields.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new HttpAnswer(code, JSON, text + "\n");
  }

  /// The code's words (RFC 9110, section 15).
  String reason() {
    return switch (code) {
      case 200 -> "OK";
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 408 -> "Request Timeout";
      case 431 -> "Request Header Fields Too Large";
      case 503 -> "Service Unavailable";
      default -> "Internal Server Error";
    };
  }
}
