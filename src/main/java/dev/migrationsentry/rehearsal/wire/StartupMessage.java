package dev.migrationsentry.rehearsal.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// The first message of a client that wants to log in (PostgreSQL manual, section 54.7,
/// StartupMessage).
///
/// @param version the protocol's version, 3.0 as 196608
/// @param parameters `user`, `database` and others
record StartupMessage(int version, Map<String, String> parameters) {
  /// Workers in parallel keep their counters to themselves.
  private static final String COUNTED =
      "-c max_parallel_maintenance_workers=0 -c max_parallel_workers_per_gather=0";

  static StartupMessage of(int version, byte[] body) {
    MessageReader reader = new MessageReader(body, StandardCharsets.UTF_8);
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String name = reader.nextText(); !name.isEmpty(); name = reader.nextText()) {
      parameters.put(name, reader.nextText());
    }
    return new StartupMessage(version, parameters);
  }

  String parameter(String name) {
    return parameters.getOrDefault(name, "");
  }

  /// The role that logs in.
  String user() {
    return parameter("user");
  }

  /// The database, which is called like the role when none is named.
  String database() {
    return parameters.getOrDefault("database", user());
  }

  /// The message as it is sent.
  ///
  /// @param counted whether the server shall do all work in the connection's own process
  byte[] packet(boolean counted) {
    Map<String, String> sent = new LinkedHashMap<>(parameters);
    if (counted && parameter("replication").isEmpty()) {
      sent.merge("options", COUNTED, (given, ours) -> ours + " " + given);
    }
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    sent.forEach((name, value) -> {
      text.writeBytes(name.getBytes(StandardCharsets.UTF_8));
      text.write(0);
      text.writeBytes(value.getBytes(StandardCharsets.UTF_8));
      text.write(0);
    });
    text.write(0);
    return ByteBuffer.allocate(8 + text.size())
        .putInt(8 + text.size())
        .putInt(version)
        .put(text.toByteArray())
        .array();
  }
}
