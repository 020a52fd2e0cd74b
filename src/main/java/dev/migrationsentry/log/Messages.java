package dev.migrationsentry.log;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The messages of PostgreSQL, in English and in the languages of its catalogues, and what each
/// means by its SQLSTATE.
final class Messages {
  /// A message that a text holds.
  ///
  /// @param start where the message begins
  record Found(String sqlState, Template.Match match, int start) {}

  private record Known(String sqlState, Template template) {}

  private static final List<Known> ENGLISH = read("server-messages.txt", false);

  /// By the first letters of the text, so that few are tried at each place.
  private static final Map<String, List<Known>> BY_START = byStart();

  private static final List<Known> OPEN =
      ENGLISH.stream()
          .filter(known -> known.template().literals().getFirst().length() < 3)
          .toList();

  /// Loaded only when a server speaks another language.
  private static final class Translated {
    static final List<Known> ALL = read("server-messages-translated.txt", true);
  }

  private Messages() {}

  /// The lines of a resource that are no comments.
  static List<String> lines(String resource) {
    try (InputStream in = Messages.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + resource + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Known> read(String resource, boolean translated) {
    List<Known> known = new ArrayList<>();
    for (String line : lines(resource)) {
      int state = translated ? line.indexOf(' ') + 1 : 0;
      known.add(
          new Known(
              line.substring(state, state + 5),
              Template.of(line.substring(state + 6).replace('\u00a0', ' '))));
    }
    return List.copyOf(known);
  }

  private static Map<String, List<Known>> byStart() {
    Map<String, List<Known>> byStart = new HashMap<>();
    for (Known known : ENGLISH) {
      String first = known.template().literals().getFirst();
      if (first.length() >= 3) {
        byStart.computeIfAbsent(first.substring(0, 3), start -> new ArrayList<>()).add(known);
      }
    }
    return byStart;
  }

  /// Texts of which a line must hold one to hold a message in English.
  static List<String> anchors() {
    return ENGLISH.stream().map(known -> known.template().trigger()).distinct().toList();
  }

  /// The first message in English at any of the places where messages begin.
  static @Nullable Found english(String text, int from) {
    for (int at = start(text, from); at >= 0; at = start(text, at + 1)) {
      Found found = englishAt(text, at);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static @Nullable Found englishAt(String text, int at) {
    if (at + 3 <= text.length()) {
      for (Known known : BY_START.getOrDefault(text.substring(at, at + 3), List.of())) {
        Template.Match match = known.template().at(text, at);
        if (match != null) {
          return new Found(known.sqlState(), match, at);
        }
      }
    }
    for (Known known : OPEN) {
      Template.Match match = known.template().at(text, at);
      if (match != null) {
        return new Found(known.sqlState(), match, at);
      }
    }
    return null;
  }

  /// The message of a server that speaks another language, exactly at a place.
  static @Nullable Found translated(String text, int start) {
    for (Known known : Translated.ALL) {
      Template.Match match = known.template().at(text, start);
      if (match != null) {
        return new Found(known.sqlState(), match, start);
      }
    }
    return null;
  }

  /// Where a message may begin: at the start, behind a colon, a bracket, a dash or a quote.
  private static int start(String text, int from) {
    for (int at = from; at < text.length(); at++) {
      if (Character.isWhitespace(text.charAt(at))) {
        continue;
      }
      if (at == 0 || at == from) {
        return at;
      }
      int before = at - 1;
      boolean gap = false;
      while (before >= 0 && Character.isWhitespace(text.charAt(before))) {
        before--;
        gap = true;
      }
      if (before < 0
          || (gap && ":)].-|>=/".indexOf(text.charAt(before)) >= 0)
          || ("\"'`=(:".indexOf(text.charAt(before)) >= 0 && !gap)) {
        return at;
      }
    }
    return -1;
  }
}
