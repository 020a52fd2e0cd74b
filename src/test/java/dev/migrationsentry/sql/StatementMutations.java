package dev.migrationsentry.sql;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// Makes statements with one mistake out of valid ones: cut off behind a token, a token taken out,
/// two neighbours exchanged, a token of another statement put in. The same seed makes the same
/// statements.
final class StatementMutations {
  private static final int LONGEST = 4000;
  private static final int TRIES_PER_MUTATION = 20;

  private final List<String> valid;
  private final SplittableRandom random;
  private final Tokens tokens = new Tokens();

  /// @param valid statements to start from; very long ones are left alone
  StatementMutations(List<String> valid, long seed) {
    this.valid = valid.stream().filter(sql -> sql.length() <= LONGEST).toList();
    this.random = new SplittableRandom(seed);
  }

  /// Different mutated statements, fewer than wanted when the valid ones do not yield as many.
  List<String> make(int wanted) {
    Set<String> made = new LinkedHashSet<>();
    for (long tries = 0; !valid.isEmpty() && made.size() < wanted; tries++) {
      if (tries > (long) wanted * TRIES_PER_MUTATION) {
        break;
      }
      String mutated = mutate(any());
      if (mutated != null && !mutated.isBlank()) {
        made.add(mutated.stripTrailing());
      }
    }
    return List.copyOf(made);
  }

  private @Nullable String mutate(String sql) {
    scan(sql);
    int count = tokens.count();
    if (count < 3) {
      return null;
    }
    int at = random.nextInt(count - 1);
    int start = tokens.start(at);
    int end = tokens.end(at);
    int nextStart = tokens.start(at + 1);
    int nextEnd = tokens.end(at + 1);
    return switch (random.nextInt(4)) {
      case 0 -> sql.substring(0, end);
      case 1 -> sql.substring(0, start) + sql.substring(end);
      case 2 ->
          sql.substring(0, start)
              + sql.substring(nextStart, nextEnd)
              + " "
              + sql.substring(start, end)
              + " "
              + sql.substring(nextEnd);
      default -> sql.substring(0, start) + foreignToken() + " " + sql.substring(start);
    };
  }

  private String foreignToken() {
    String other = any();
    scan(other);
    if (tokens.count() == 0) {
      return "";
    }
    int at = random.nextInt(tokens.count());
    return other.substring(tokens.start(at), tokens.end(at));
  }

  private String any() {
    return valid.get(random.nextInt(valid.size()));
  }

  private void scan(String sql) {
    new Lexer(sql, 0, sql.length()).nextStatement(tokens);
  }
}
