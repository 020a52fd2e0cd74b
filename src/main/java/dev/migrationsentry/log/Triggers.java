package dev.migrationsentry.log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;

/// Finds out at the speed of memory whether a line holds any of many words: an automaton after Aho
/// and Corasick ("Efficient string matching", 1975) over bytes. All but a few lines of a long log
/// are passed over by it.
final class Triggers {
  private final byte[] classes = new byte[256];
  private final int width;
  private final short[] next;
  private final boolean[] ends;

  /// Takes ASCII letters of either case for the same.
  Triggers(Collection<String> words) {
    this(words, true);
  }

  /// Takes words as they are written.
  static Triggers asWritten(Collection<String> words) {
    return new Triggers(words, false);
  }

  private Triggers(Collection<String> words, boolean anyCase) {
    int kinds = 1;
    int length = 1;
    for (String word : words) {
      for (byte letter : word.getBytes(StandardCharsets.UTF_8)) {
        int folded = anyCase ? fold(letter & 0xff) : letter & 0xff;
        if (classes[folded] == 0) {
          classes[folded] = (byte) kinds++;
        }
        length++;
      }
    }
    for (int letter = 'A'; anyCase && letter <= 'Z'; letter++) {
      classes[letter] = classes[fold(letter)];
    }
    width = kinds;
    short[] built = new short[length * width];
    Arrays.fill(built, (short) -1);
    boolean[] last = new boolean[length];
    int states = 1;
    for (String word : words) {
      int state = 0;
      for (byte letter : word.getBytes(StandardCharsets.UTF_8)) {
        int edge = state * width + (classes[letter & 0xff] & 0xff);
        if (built[edge] < 0) {
          built[edge] = (short) states++;
        }
        state = built[edge];
      }
      last[state] = true;
    }
    next = Arrays.copyOf(built, states * width);
    ends = Arrays.copyOf(last, states);
    link(states);
  }

  private static int fold(int letter) {
    return letter >= 'A' && letter <= 'Z' ? letter + 32 : letter;
  }

  /// Turns the tree of words into an automaton: where no word goes on, its longest end that starts
  /// another word does.
  private void link(int states) {
    int[] fallback = new int[states];
    Deque<Integer> open = new ArrayDeque<>();
    for (int kind = 0; kind < width; kind++) {
      if (next[kind] > 0) {
        open.add((int) next[kind]);
      } else {
        next[kind] = 0;
      }
    }
    while (!open.isEmpty()) {
      int state = open.remove();
      ends[state] |= ends[fallback[state]];
      for (int kind = 0; kind < width; kind++) {
        int edge = state * width + kind;
        short other = next[fallback[state] * width + kind];
        if (next[edge] < 0) {
          next[edge] = other;
        } else {
          fallback[next[edge]] = other;
          open.add((int) next[edge]);
        }
      }
    }
  }

  /// Whether any of the words stands in a range of bytes.
  boolean in(byte[] bytes, int from, int to) {
    int state = 0;
    for (int at = from; at < to; at++) {
      state = next[state * width + (classes[bytes[at] & 0xff] & 0xff)];
      if (ends[state]) {
        return true;
      }
    }
    return false;
  }
}
