package dev.migrationsentry.host;

import java.util.Map;

/// The key of an API, from the environment alone. It is sent to the API and shown nowhere.
final class HostKey {
  private final String value;

  private HostKey(String value) {
    this.value = value;
  }

  /// Reads a key.
  ///
  /// @param variable the variable that holds it
  /// @throws HostProblem when it is not set, or can be no key
  static HostKey of(String variable, Map<String, String> environment) {
    String value = environment.getOrDefault(variable, "").strip();
    if (value.isEmpty()) {
      throw new HostProblem("Set " + variable + " to the key of the host's API.");
    }
    if (value.chars().anyMatch(letter -> letter <= ' ' || letter > '~')) {
      throw new HostProblem(
          variable + " holds letters that no key has; write the key alone, without quotes.");
    }
    return new HostKey(value);
  }

  /// What the header `Authorization` says.
  String authorization() {
    return "Bearer " + value;
  }

  /// A text from outside as it may be shown: one line, without this key and other secrets.
  String shown(String text) {
    return ShownText.of(text.replace(value, "***"));
  }
}
