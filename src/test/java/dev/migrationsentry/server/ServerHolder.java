package dev.migrationsentry.server;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;

/// A process that starts a server, prints where its data are, and waits to be killed.
final class ServerHolder {
  private ServerHolder() {}

  static void main() throws Exception {
    EmbeddedPostgres server = TestServers.start(18);
    try (Connection connection = server.connect("postgres");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("show data_directory")) {
      rows.next();
      IO.println(rows.getString(1));
    }
    System.in.read();
  }
}
