package dev.migrationsentry.framework;

import java.util.LinkedHashMap;
import java.util.Map;

/// Recognises histories that are written in another language than SQL, so that nobody takes them
/// for checked.
final class CodeHistories {
  private static final Map<String, String> LANGUAGES = new LinkedHashMap<>();

  static {
    LANGUAGES.put(".py", "Python");
    LANGUAGES.put(".ts", "TypeScript");
    LANGUAGES.put(".js", "JavaScript");
    LANGUAGES.put(".mjs", "JavaScript");
    LANGUAGES.put(".cjs", "JavaScript");
    LANGUAGES.put(".rb", "Ruby");
    LANGUAGES.put(".php", "PHP");
    LANGUAGES.put(".exs", "Elixir");
    LANGUAGES.put(".go", "Go");
    LANGUAGES.put(".cs", "C#");
    LANGUAGES.put(".rs", "Rust");
  }

  private CodeHistories() {}

  /// What a folder holds, as a sentence part that follows its path, or an empty text where it holds
  /// no migrations in code.
  static String in(Folder folder) {
    if (!SqlDirectory.isMigrations(folder.name())) {
      return "";
    }
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (String file : folder.files()) {
      int dot = file.lastIndexOf('.');
      String language = dot < 0 ? null : LANGUAGES.get(file.substring(dot));
      boolean numbered = Names.startsWithDigit(file);
      if (language != null && numbered && !file.startsWith("_") && !file.endsWith(".d.ts")) {
        counts.merge(language, 1, Integer::sum);
      }
    }
    if (counts.isEmpty()) {
      return "";
    }
    StringBuilder what = new StringBuilder("holds ");
    String separator = "";
    for (Map.Entry<String, Integer> count : counts.entrySet()) {
      int number = count.getValue();
      what.append(separator)
          .append(number)
          .append(number == 1 ? " migration in " : " migrations in ")
          .append(count.getKey());
      separator = ", ";
    }
    return what.append("; only SQL is read").toString();
  }
}
