package dev.migrationsentry.rehearsal;

import dev.migrationsentry.catalog.DatabaseUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The words of a command, so that they reach one database and no other: an address on the command
/// line outdoes all variables.
///
/// @param words the program and its arguments
/// @param redirected which arguments named a PostgreSQL and now name the rehearsal, without their
///   values
record CommandArguments(List<String> words, List<String> redirected) {
  /// Copies what is mutable.
  CommandArguments {
    words = List.copyOf(words);
    redirected = List.copyOf(redirected);
  }

  /// Redirects.
  ///
  /// @param database where the command shall go
  static CommandArguments to(DatabaseUrl database, List<String> command) {
    List<String> words = new ArrayList<>();
    List<String> redirected = new ArrayList<>();
    boolean flyway = command.stream().anyMatch(word -> word.contains("flyway"));
    String before = "";
    for (String word : command) {
      int equals = word.startsWith("-") ? word.indexOf('=') : -1;
      String name = equals < 0 ? before : word.substring(0, equals);
      String value = word.substring(equals + 1);
      String other = words.isEmpty() ? value : other(name, value, flyway, database);
      words.add(word.substring(0, equals + 1) + other);
      if (!other.equals(value)) {
        redirected.add(name.isEmpty() ? "an address" : name);
      }
      before = word.startsWith("-") ? word : "";
    }
    return new CommandArguments(words, redirected);
  }

  private static String other(String name, String value, boolean flyway, DatabaseUrl database) {
    if (flyway) {
      // Beside its address, Flyway takes these from its command line only as they are.
      switch (name.toLowerCase(Locale.ROOT)) {
        case "-user" -> {
          return database.user();
        }
        case "-password" -> {
          String password = database.password();
          return password == null ? "" : password;
        }
        default -> {}
      }
    }
    // No variable has an empty name: what is replaced is an address.
    String other = CommandEnvironment.replacement("", value, database);
    return other == null ? value : other;
  }
}
