package dev.migrationsentry.cli;

import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import picocli.CommandLine.Help.Ansi;

/// Where results and messages go.
///
/// @param out results, in UTF-8
/// @param err everything else, in UTF-8
/// @param coloured whether results may have colours
/// @param environment the variables of the environment
public record Terminal(
    PrintStream out, PrintStream err, boolean coloured, Map<String, String> environment) {
  /// Whether colours are wanted: on a terminal, unless `NO_COLOR` is set to anything, `CLICOLOR` is
  /// 0 or `TERM` is `dumb`.
  // Without a terminal there is no console in JDK 25, unlike in 22 to 24.
  @SuppressWarnings("SystemConsoleNull")
  static boolean colours(Map<String, String> environment) {
    return System.console() != null
        && System.console().isTerminal()
        && environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !"0".equals(environment.get("CLICOLOR"))
        && !"dumb".equals(environment.get("TERM"));
  }

  Ansi ansi() {
    return coloured ? Ansi.ON : Ansi.OFF;
  }

  /// Now, or what `SOURCE_DATE_EPOCH` says, for runs that have to give the same each time
  /// (reproducible-builds.org).
  ZonedDateTime now() {
    String epoch = environment.get("SOURCE_DATE_EPOCH");
    if (epoch == null || epoch.isEmpty() || !epoch.chars().allMatch(Character::isDigit)) {
      return ZonedDateTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS);
    }
    return Instant.ofEpochSecond(Long.parseLong(epoch)).atZone(ZoneOffset.UTC);
  }
}
